-- Supplier by key (planned once)
SELECT t.name AS c0, t.code AS c1 
FROM supplier AS t 
WHERE t.code = $1::VARCHAR
-- $1 = $0

-- Contract rows (planned once)
SELECT p.ord, t.contract_no AS c1, t.region_code AS c2, t.method AS c3, t.amount AS c4, t.home_code AS c5 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT b.contract_no AS contract_no, b.region_code AS region_code, b.method AS method, b.amount AS amount, b.home_code AS home_code 
FROM contract AS b 
WHERE true AND b.supplier_code = p.k0 ORDER BY b.amount DESC, b.home_code DESC, b.region_code DESC, b.contract_no DESC 
 LIMIT $2::BIGINT) AS t ON true ORDER BY p.ord, t.amount DESC, t.home_code DESC, t.region_code DESC, t.contract_no DESC
-- $1 = column 1 of the parents' rows
-- $2 = size(2)

-- PaymentRequest count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment_request AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.contract_no = p.k2) AS t ON true ORDER BY p.ord
-- $1 = column 5 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 1 of the parents' rows

-- Contract count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM contract AS b 
WHERE true AND b.supplier_code = p.k0) AS t ON true ORDER BY p.ord
-- $1 = column 1 of the parents' rows

-- Contract groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.a3, t.rn 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.a2 AS a2, w.a3 AS a3, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, row_number() OVER (PARTITION BY g.ord ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, s.a2 AS a2, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.ord AS ord, m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2 
FROM (SELECT p.ord AS ord, b.region_code AS k0, b.amount AS v0, CAST(b.amount + -b.original_amount AS BIGINT) AS v1 
FROM contract AS b JOIN unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) ON b.supplier_code = p.k0 
WHERE true) AS m GROUP BY m.ord, m.k0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $2::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = size(2)

-- Contract others (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1, coalesce(e.a2, 0) AS a2 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1, coalesce(sum(m.v1) FILTER (WHERE q.rn IS NULL), 0) AS a2 
FROM (SELECT p.ord AS ord, b.region_code AS k0, b.amount AS v0, CAST(b.amount + -b.original_amount AS BIGINT) AS v1 
FROM contract AS b JOIN unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) ON b.supplier_code = p.k0 
WHERE true) AS m LEFT OUTER JOIN unnest($2::BIGINT[], $3::INTEGER[], $4::BIGINT[]) AS q(ord, k0, rn) ON q.rn <= $5::BIGINT AND m.ord = q.ord AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows
-- $2 = column 0 of the rows of statement 4
-- $3 = column 1 of the rows of statement 4
-- $4 = column 6 of the rows of statement 4
-- $5 = size(2)

-- Contract total (planned once)
SELECT t.ord, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.a3 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1, coalesce(e.a2, 0) AS a2, coalesce(e.a3, 0) AS a3 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, count(DISTINCT m.v2) AS a3 
FROM (SELECT p.ord AS ord, b.amount AS v0, CAST(b.amount + -b.original_amount AS BIGINT) AS v1, b.region_code AS v2 
FROM contract AS b JOIN unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) ON b.supplier_code = p.k0 
WHERE true) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 1 of the parents' rows

-- Contract groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.a3 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.a2 AS a2, w.a3 AS a3, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a0 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a0) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a2, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.ord AS ord, m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.method AS k0, b.amount AS v0 
FROM contract AS b JOIN unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) ON b.supplier_code = p.k0 
WHERE true) AS m GROUP BY m.ord, m.k0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $2::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 1 of the parents' rows
-- $2 = size(None)

-- Contract rows (planned once)
SELECT p.ord, t.contract_no AS c1, t.original_amount AS c2 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT b.contract_no AS contract_no, b.original_amount AS original_amount, b.home_code AS home_code, b.region_code AS region_code 
FROM contract AS b 
WHERE b.original_amount < $2::BIGINT AND b.original_amount >= $3::BIGINT AND b.supplier_code = p.k0 ORDER BY b.original_amount ASC NULLS LAST, b.home_code ASC, b.region_code ASC, b.contract_no ASC 
 LIMIT $4::BIGINT) AS t ON true ORDER BY p.ord, t.original_amount ASC NULLS LAST, t.home_code ASC, t.region_code ASC, t.contract_no ASC
-- $1 = column 1 of the parents' rows
-- $2 = $2
-- $3 = $1
-- $4 = size(None)

-- PaymentRequest groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.a3 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3 
FROM (SELECT s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, s.a2 AS a2, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER () AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, count(DISTINCT (m.v1, m.v2, m.v3)) FILTER (WHERE m.v1 IS NOT NULL AND m.v2 IS NOT NULL AND m.v3 IS NOT NULL) AS a2 
FROM (SELECT b.region_code AS k0, b.amount AS v0, b.home_code AS v1, b.region_code AS v2, b.contract_no AS v3 
FROM payment_request AS b 
WHERE (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id)) AND (EXISTS (SELECT 1 
FROM contract AS f0_contract 
WHERE f0_contract.home_code = b.home_code AND f0_contract.region_code = b.region_code AND f0_contract.contract_no = b.contract_no AND f0_contract.supplier_code = $1::VARCHAR))) AS m GROUP BY m.k0) AS s) AS g 
WHERE true ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = $0
-- $2 = size(None)

-- PaymentRequest total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, count(DISTINCT (m.v1, m.v2, m.v3)) FILTER (WHERE m.v1 IS NOT NULL AND m.v2 IS NOT NULL AND m.v3 IS NOT NULL) AS a2, count(DISTINCT m.v2) AS a3 
FROM (SELECT b.amount AS v0, b.home_code AS v1, b.region_code AS v2, b.contract_no AS v3 
FROM payment_request AS b 
WHERE (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id)) AND (EXISTS (SELECT 1 
FROM contract AS f0_contract 
WHERE f0_contract.home_code = b.home_code AND f0_contract.region_code = b.region_code AND f0_contract.contract_no = b.contract_no AND f0_contract.supplier_code = $1::VARCHAR))) AS m) AS t
-- $1 = $0

-- Contract groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, t.rn, x4.code AS c4, x4.name AS c5 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.supplier_code AS k0, b.amount AS v0 
FROM contract AS b 
WHERE b.method = $1::VARCHAR) AS m GROUP BY m.k0) AS g 
WHERE g.a0 >= $2::BIGINT ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $3::BIGINT) AS t LEFT OUTER JOIN supplier AS x4 ON x4.code = t.k0 ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = 'SINGLE_SOURCE'
-- $2 = 2
-- $3 = size(None)

-- Contract rows (planned once)
SELECT t.ord, t.contract_no AS c1 
FROM (SELECT w.contract_no AS contract_no, w.home_code AS home_code, w.region_code AS region_code, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.contract_no AS contract_no, b.home_code AS home_code, b.region_code AS region_code, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY b.contract_no ASC, b.home_code ASC, b.region_code ASC) AS rn 
FROM contract AS b JOIN unnest($1::BIGINT[], $2::TEXT[]) WITH ORDINALITY AS p(rn, k0, ord) ON coalesce(b.supplier_code, '') = coalesce(p.k0, '') AND (b.supplier_code IS NULL) = (p.k0 IS NULL) 
WHERE b.method = $3::VARCHAR) AS w 
WHERE w.rn <= $4::BIGINT) AS t ORDER BY t.ord, t.contract_no ASC, t.home_code ASC, t.region_code ASC
-- $1 = column 3 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = 'SINGLE_SOURCE'
-- $4 = size(None)
