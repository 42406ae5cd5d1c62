-- Project rows (planned anew for each set of values)
SELECT b.name AS c0, b.home_code AS c1, b.region_code AS c2, b.project_code AS c3 
FROM project AS b 
WHERE b.home_code = any($1::INTEGER[]) AND b.region_code = any($2::INTEGER[]) ORDER BY b.home_code ASC, b.region_code ASC, b.project_code ASC 
 LIMIT $3::BIGINT
-- $1 = homes of('440203')
-- $2 = regions('440203')
-- $3 = size(3)

-- Payment rows (planned once)
SELECT p.ord, t.paid AS c1, t.home_code AS c2, t.region_code AS c3, t.fiscal_year AS c4, t.payment_id AS c5 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) JOIN LATERAL (SELECT b.paid AS paid, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id 
FROM payment AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2 ORDER BY b.paid DESC NULLS LAST, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.payment_id DESC 
 LIMIT $4::BIGINT) AS t ON true ORDER BY p.ord, t.paid DESC NULLS LAST, t.fiscal_year DESC, t.payment_id DESC
-- $1 = column 1 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 3 of the parents' rows
-- $4 = size(2)

-- PaymentRequest rows (planned once)
SELECT p.ord, t.amount AS c1, t.home_code AS c2, t.region_code AS c3, t.fiscal_year AS c4, t.request_id AS c5 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT b.amount AS amount, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.request_id AS request_id 
FROM payment_request AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.payment_id = p.k3 ORDER BY b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.request_id DESC 
 LIMIT $5::BIGINT) AS t ON true ORDER BY p.ord, t.request_id DESC
-- $1 = column 2 of the parents' rows
-- $2 = column 3 of the parents' rows
-- $3 = column 4 of the parents' rows
-- $4 = column 5 of the parents' rows
-- $5 = size(1)

-- PaymentDetail count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::SMALLINT[], $4::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, k3, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment_detail AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.fiscal_year = p.k2 AND b.request_id = p.k3) AS t ON true ORDER BY p.ord
-- $1 = column 2 of the parents' rows
-- $2 = column 3 of the parents' rows
-- $3 = column 4 of the parents' rows
-- $4 = column 5 of the parents' rows

-- Payment count (planned once)
SELECT p.ord, t.n 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) JOIN LATERAL (SELECT count(*) AS n 
FROM payment AS b 
WHERE true AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.project_code = p.k2) AS t ON true ORDER BY p.ord
-- $1 = column 1 of the parents' rows
-- $2 = column 2 of the parents' rows
-- $3 = column 3 of the parents' rows
