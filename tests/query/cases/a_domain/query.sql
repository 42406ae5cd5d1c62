-- Payment rows (planned anew for each set of values)
SELECT t.amount AS c0, j0_0_project.name AS c1, j0_1_agency.name AS c2 
FROM (SELECT b.amount AS amount, b.home_code AS home_code, b.region_code AS region_code, b.project_code AS project_code, b.agency_code AS agency_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id 
FROM payment AS b 
WHERE true ORDER BY b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.payment_id ASC 
 LIMIT $1::BIGINT) AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code AND false LEFT OUTER JOIN agency AS j0_1_agency ON j0_1_agency.code = t.agency_code AND false ORDER BY t.home_code ASC, t.region_code ASC, t.fiscal_year ASC, t.payment_id ASC
-- $1 = size(2)

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE true

-- Project count (planned anew for each set of values)
SELECT count(*) AS n 
FROM project AS b 
WHERE false

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE EXISTS (SELECT 1 
FROM project AS f0_project 
WHERE f0_project.home_code = b.home_code AND f0_project.region_code = b.region_code AND f0_project.project_code = b.project_code AND false)
