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

-- Contract rows (planned once)
SELECT p.ord, t.contract_no AS c1, t.amount AS c2 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT b.contract_no AS contract_no, b.amount AS amount, b.home_code AS home_code, b.region_code AS region_code 
FROM contract AS b 
WHERE b.method = $2::VARCHAR AND b.supplier_code = p.k0 ORDER BY b.home_code ASC, b.region_code ASC, b.contract_no ASC 
 LIMIT $3::BIGINT) AS t ON true ORDER BY p.ord, t.home_code ASC, t.region_code ASC, t.contract_no ASC
-- $1 = column 1 of the parents' rows
-- $2 = <ProcurementMethod.SINGLE_SOURCE: 'SINGLE_SOURCE'>
-- $3 = size(None)

-- Contract count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::TEXT[]) WITH ORDINALITY AS p(k0, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM contract AS b 
WHERE b.method = $2::VARCHAR AND b.supplier_code = p.k0) AS t ON true ORDER BY p.ord
-- $1 = column 1 of the parents' rows
-- $2 = <ProcurementMethod.SINGLE_SOURCE: 'SINGLE_SOURCE'>

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
SELECT t.k0, t.a0, t.a1, t.a2, t.a3 
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
SELECT t.a0, t.a1, t.a2, t.a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, count(DISTINCT (m.v1, m.v2, m.v3)) FILTER (WHERE m.v1 IS NOT NULL AND m.v2 IS NOT NULL AND m.v3 IS NOT NULL) AS a2, count(DISTINCT m.v2) AS a3 
FROM (SELECT b.amount AS v0, b.home_code AS v1, b.region_code AS v2, b.contract_no AS v3 
FROM payment_request AS b 
WHERE (EXISTS (SELECT 1 
FROM payment AS f0_payment 
WHERE f0_payment.home_code = b.home_code AND f0_payment.region_code = b.region_code AND f0_payment.fiscal_year = b.fiscal_year AND f0_payment.payment_id = b.payment_id)) AND (EXISTS (SELECT 1 
FROM contract AS f0_contract 
WHERE f0_contract.home_code = b.home_code AND f0_contract.region_code = b.region_code AND f0_contract.contract_no = b.contract_no AND f0_contract.supplier_code = $1::VARCHAR))) AS m) AS t
-- $1 = $0

-- Supplier rows (planned anew for each set of values)
SELECT t.code AS c0 
FROM (SELECT b.code AS code, t0_contracts.v AS order_0 
FROM supplier AS b JOIN LATERAL (SELECT coalesce(sum(a0_contracts.amount), 0) AS v 
FROM contract AS a0_contracts 
WHERE a0_contracts.supplier_code = b.code AND a0_contracts.method = $1::VARCHAR) AS t0_contracts ON true 
WHERE (SELECT count(*) AS v 
FROM contract AS a0_contracts 
WHERE a0_contracts.supplier_code = b.code AND a0_contracts.method = $1::VARCHAR) >= $2::BIGINT ORDER BY t0_contracts.v DESC, b.code DESC 
 LIMIT $3::BIGINT) AS t ORDER BY t.order_0 DESC, t.code DESC
-- $1 = <ProcurementMethod.SINGLE_SOURCE: 'SINGLE_SOURCE'>
-- $2 = 2
-- $3 = size(None)
