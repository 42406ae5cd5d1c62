-- Payment rows (planned anew for each set of values)
SELECT b.payment_id AS c0, b.region_code AS c1, b.voucher_on - DATE '1970-01-01' AS c2, b.amount AS c3, b.home_code AS c4, b.fiscal_year AS c5 
FROM payment AS b 
WHERE b.voucher_on >= $1::DATE AND b.voucher_on <= $2::DATE AND b.amount < $3::BIGINT ORDER BY b.amount ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.payment_id ASC 
 LIMIT $4::BIGINT
-- $1 = end([$0, $1], 0)
-- $2 = end([$0, $1], 1)
-- $3 = 0
-- $4 = size(None)

-- PaymentRequest rows (planned once)
SELECT p.ord, j1_0_allotment.allotment_id AS c1, CAST(j1_0_allotment.current + -j1_0_allotment.requested + -j1_0_allotment.frozen AS BIGINT) AS c2, j1_0_allotment.home_code AS c3, j1_0_allotment.region_code AS c4, j1_0_allotment.fiscal_year AS c5 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.allotment_id AS allotment_id, b.request_id AS request_id 
FROM payment_request AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.payment_id = p.k3 ORDER BY b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.request_id ASC 
 LIMIT $5::BIGINT) AS t ON true LEFT OUTER JOIN allotment AS j1_0_allotment ON j1_0_allotment.home_code = t.home_code AND j1_0_allotment.region_code = t.region_code AND j1_0_allotment.fiscal_year = t.fiscal_year AND j1_0_allotment.allotment_id = t.allotment_id ORDER BY p.ord, t.request_id ASC
-- $1 = column 4 of the parents' rows
-- $2 = column 1 of the parents' rows
-- $3 = column 5 of the parents' rows
-- $4 = column 0 of the parents' rows
-- $5 = size(None)

-- PaymentRequest rows (planned once)
SELECT p.ord, j1_0_payment.payment_id AS c1, j1_0_payment.amount AS c2 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id, b.requested_on AS requested_on, b.request_id AS request_id 
FROM payment_request AS b 
WHERE b.amount > $5::BIGINT AND (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id)) AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.allotment_id = p.k3 ORDER BY b.requested_on DESC, b.request_id DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC 
 LIMIT $6::BIGINT) AS t ON true LEFT OUTER JOIN payment AS j1_0_payment ON j1_0_payment.home_code = t.home_code AND j1_0_payment.region_code = t.region_code AND j1_0_payment.fiscal_year = t.fiscal_year AND j1_0_payment.payment_id = t.payment_id ORDER BY p.ord, t.requested_on DESC, t.request_id DESC
-- $1 = column 3 of the parents' rows
-- $2 = column 4 of the parents' rows
-- $3 = column 5 of the parents' rows
-- $4 = column 1 of the parents' rows
-- $5 = 0
-- $6 = size(1)

-- PaymentRequest count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment_request AS b 
WHERE b.amount > $5::BIGINT AND (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id)) AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.allotment_id = p.k3) AS t ON true ORDER BY p.ord
-- $1 = column 3 of the parents' rows
-- $2 = column 4 of the parents' rows
-- $3 = column 5 of the parents' rows
-- $4 = column 1 of the parents' rows
-- $5 = 0

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE b.voucher_on >= $1::DATE AND b.voucher_on <= $2::DATE AND b.amount < $3::BIGINT
-- $1 = end([$0, $1], 0)
-- $2 = end([$0, $1], 1)
-- $3 = 0
