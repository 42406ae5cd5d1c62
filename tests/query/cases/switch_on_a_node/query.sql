-- Payment by key (planned once)
SELECT t.home_code AS c0, t.region_code AS c1, t.fiscal_year AS c2, t.payment_id AS c3, j0_0_region.code AS c4, j0_0_region.name AS c5, t.source AS c6, t.amount AS c7, j0_1_project.project_code AS c8, j0_1_project.name AS c9 
FROM payment AS t LEFT OUTER JOIN region AS j0_0_region ON j0_0_region.code = t.region_code LEFT OUTER JOIN project AS j0_1_project ON j0_1_project.home_code = t.home_code AND j0_1_project.region_code = t.region_code AND j0_1_project.project_code = t.project_code 
WHERE t.home_code = $1::INTEGER AND t.region_code = $2::INTEGER AND t.fiscal_year = $3::INTEGER AND t.payment_id = $4::VARCHAR
-- $1 = key part($0, Payment, 0)
-- $2 = key part($0, Payment, 1)
-- $3 = key part($0, Payment, 2)
-- $4 = key part($0, Payment, 3)
