-- Payment rows (planned anew for each set of values)
SELECT t.amount AS c0, t.region_code AS c1, j0_0_project.name AS c2 
FROM (SELECT b.amount AS amount, b.region_code AS region_code, b.home_code AS home_code, b.project_code AS project_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id 
FROM payment AS b 
WHERE b.agency_code = any($1::TEXT[]) ORDER BY b.amount DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.payment_id DESC 
 LIMIT $2::BIGINT) AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code AND j0_0_project.agency_code = any($1::TEXT[]) ORDER BY t.amount DESC, t.home_code DESC, t.region_code DESC, t.fiscal_year DESC, t.payment_id DESC
-- $1 = ('A1', 'A3')
-- $2 = size(3)

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE b.agency_code = any($1::TEXT[])
-- $1 = ('A1', 'A3')

-- Project count (planned anew for each set of values)
SELECT count(*) AS n 
FROM project AS b 
WHERE b.agency_code = any($1::TEXT[]) AND (EXISTS (SELECT 1 
FROM payment AS f0_payments 
WHERE f0_payments.home_code = b.home_code AND f0_payments.region_code = b.region_code AND f0_payments.project_code = b.project_code AND f0_payments.amount > $2::BIGINT AND f0_payments.agency_code = any($1::TEXT[])))
-- $1 = ('A1', 'A3')
-- $2 = 0

-- Payment groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.fiscal_year AS k0, b.amount AS v0 
FROM payment AS b 
WHERE b.agency_code = any($1::TEXT[])) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = ('A1', 'A3')
-- $2 = size(None)
