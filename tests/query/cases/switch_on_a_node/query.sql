-- Payment by key (planned once)
SELECT t.home_code AS c0, t.region_code AS c1, t.fiscal_year AS c2, t.payment_id AS c3, t.source AS c4, t.amount AS c5, j0_0_project.name AS c6 
FROM payment AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code 
WHERE t.home_code = $1::INTEGER AND t.region_code = $2::INTEGER AND t.fiscal_year = $3::INTEGER AND t.payment_id = $4::VARCHAR
-- $1 = key part($0, Payment, 0)
-- $2 = key part($0, Payment, 1)
-- $3 = key part($0, Payment, 2)
-- $4 = key part($0, Payment, 3)
