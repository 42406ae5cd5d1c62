-- PaymentRequest groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.rn 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.fiscal_year AS k0, b.amount AS v0 
FROM payment_request AS b 
WHERE b.requested_on >= $1::DATE AND (EXISTS (SELECT 1 
FROM allotment AS f0_allotment 
WHERE f0_allotment.home_code = b.home_code AND f0_allotment.region_code = b.region_code AND f0_allotment.fiscal_year = b.fiscal_year AND f0_allotment.allotment_id = b.allotment_id)) IS NOT true AND (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id))) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $0
-- $2 = size(None)

-- PaymentRequest rows (planned once)
SELECT t.ord, t.request_id AS c1, j1_0_agency.code AS c2 
FROM (SELECT w.request_id AS request_id, w.agency_code AS agency_code, w.home_code AS home_code, w.region_code AS region_code, w.fiscal_year AS fiscal_year, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.request_id AS request_id, b.agency_code AS agency_code, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY b.request_id ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC) AS rn 
FROM payment_request AS b JOIN unnest($1::BIGINT[], $2::SMALLINT[]) WITH ORDINALITY AS p(rn, k0, ord) ON coalesce(b.fiscal_year, 0) = coalesce(p.k0, 0) AND (b.fiscal_year IS NULL) = (p.k0 IS NULL) 
WHERE b.requested_on >= $3::DATE AND (EXISTS (SELECT 1 
FROM allotment AS f0_allotment 
WHERE f0_allotment.home_code = b.home_code AND f0_allotment.region_code = b.region_code AND f0_allotment.fiscal_year = b.fiscal_year AND f0_allotment.allotment_id = b.allotment_id)) IS NOT true AND (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id))) AS w 
WHERE w.rn <= $4::BIGINT) AS t LEFT OUTER JOIN agency AS j1_0_agency ON j1_0_agency.code = t.agency_code ORDER BY t.ord, t.request_id ASC, t.home_code ASC, t.region_code ASC
-- $1 = column 3 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = $0
-- $4 = size(None)

-- PaymentRequest total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.amount AS v0 
FROM payment_request AS b 
WHERE b.requested_on >= $1::DATE AND (EXISTS (SELECT 1 
FROM allotment AS f0_allotment 
WHERE f0_allotment.home_code = b.home_code AND f0_allotment.region_code = b.region_code AND f0_allotment.fiscal_year = b.fiscal_year AND f0_allotment.allotment_id = b.allotment_id)) IS NOT true AND (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id))) AS m) AS t
-- $1 = $0

-- Payment rows (planned anew for each set of values)
SELECT t.payment_id AS c0, t.amount AS c1, j0_0_agency.name AS c2 
FROM (SELECT b.payment_id AS payment_id, b.amount AS amount, b.agency_code AS agency_code, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year 
FROM payment AS b 
WHERE (EXISTS (SELECT 1 
FROM payment_request AS f0_requests 
WHERE f0_requests.home_code = b.home_code AND f0_requests.region_code = b.region_code AND f0_requests.fiscal_year = b.fiscal_year AND f0_requests.payment_id = b.payment_id AND false IS NOT true)) IS NOT true ORDER BY b.payment_id ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC 
 LIMIT $1::BIGINT) AS t LEFT OUTER JOIN agency AS j0_0_agency ON j0_0_agency.code = t.agency_code ORDER BY t.payment_id ASC, t.home_code ASC, t.region_code ASC, t.fiscal_year ASC
-- $1 = size(None)

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE (EXISTS (SELECT 1 
FROM payment_request AS f0_requests 
WHERE f0_requests.home_code = b.home_code AND f0_requests.region_code = b.region_code AND f0_requests.fiscal_year = b.fiscal_year AND f0_requests.payment_id = b.payment_id AND false IS NOT true)) IS NOT true

-- Allotment rows (planned anew for each set of values)
SELECT t.allotment_id AS c0, j0_0_agency.name AS c1, t.current AS c2, t.requested AS c3, t.frozen AS c4, CAST(t.current + -t.requested + -t.frozen AS BIGINT) AS c5 
FROM (SELECT b.allotment_id AS allotment_id, b.current AS current, b.requested AS requested, b.frozen AS frozen, b.agency_code AS agency_code, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year 
FROM allotment AS b 
WHERE CAST(b.current + -b.requested + -b.frozen AS BIGINT) < $1::BIGINT ORDER BY CAST(b.current + -b.requested + -b.frozen AS BIGINT) ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.allotment_id ASC 
 LIMIT $2::BIGINT) AS t LEFT OUTER JOIN agency AS j0_0_agency ON j0_0_agency.code = t.agency_code ORDER BY CAST(t.current + -t.requested + -t.frozen AS BIGINT) ASC, t.home_code ASC, t.region_code ASC, t.fiscal_year ASC, t.allotment_id ASC
-- $1 = 0
-- $2 = size(3)

-- Allotment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM allotment AS b 
WHERE CAST(b.current + -b.requested + -b.frozen AS BIGINT) < $1::BIGINT
-- $1 = 0

-- PaymentRequest rows (planned anew for each set of values)
SELECT t.request_id AS c0, t.requested_on - DATE '1970-01-01' AS c1, t.amount AS c2, j0_0_agency.name AS c3, j0_1_allotment.allotment_id AS c4, j0_1_allotment.issued_on - DATE '1970-01-01' AS c5 
FROM (SELECT b.request_id AS request_id, b.requested_on AS requested_on, b.amount AS amount, b.agency_code AS agency_code, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.allotment_id AS allotment_id 
FROM payment_request AS b 
WHERE b.requested_on < $1::DATE AND b.requested_on >= $2::DATE AND (EXISTS (SELECT 1 
FROM allotment AS f0_allotment 
WHERE f0_allotment.home_code = b.home_code AND f0_allotment.region_code = b.region_code AND f0_allotment.fiscal_year = b.fiscal_year AND f0_allotment.allotment_id = b.allotment_id AND f0_allotment.issued_on >= $1::DATE)) ORDER BY b.request_id ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC 
 LIMIT $3::BIGINT) AS t LEFT OUTER JOIN agency AS j0_0_agency ON j0_0_agency.code = t.agency_code LEFT OUTER JOIN allotment AS j0_1_allotment ON j0_1_allotment.home_code = t.home_code AND j0_1_allotment.region_code = t.region_code AND j0_1_allotment.fiscal_year = t.fiscal_year AND j0_1_allotment.allotment_id = t.allotment_id ORDER BY t.request_id ASC, t.home_code ASC, t.region_code ASC, t.fiscal_year ASC
-- $1 = $1
-- $2 = $0
-- $3 = size(None)
