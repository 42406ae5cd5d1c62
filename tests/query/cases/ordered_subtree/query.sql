-- Payment rows (planned anew for each set of values)
SELECT t.amount AS c0, t.payment_id AS c1, t.region_code AS c2, j0_0_project.name AS c3, j0_1_agency.name AS c4 
FROM (SELECT b.amount AS amount, b.payment_id AS payment_id, b.region_code AS region_code, b.home_code AS home_code, b.project_code AS project_code, b.agency_code AS agency_code, b.fiscal_year AS fiscal_year 
FROM payment AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER ORDER BY b.amount DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.payment_id DESC 
 LIMIT $3::BIGINT + 1) AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code LEFT OUTER JOIN agency AS j0_1_agency ON j0_1_agency.code = t.agency_code ORDER BY t.amount DESC, t.home_code DESC, t.region_code DESC, t.payment_id DESC
-- $1 = $1
-- $2 = region($0)
-- $3 = size($2)

-- Payment count (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER
-- $1 = $1
-- $2 = region($0)
