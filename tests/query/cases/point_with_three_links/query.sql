-- Payment by key (planned once)
SELECT t.home_code AS c0, t.region_code AS c1, t.fiscal_year AS c2, t.payment_id AS c3, t.amount AS c4, t.payee_account AS c5, j0_0_project.name AS c6, j0_0_project.state AS c7, j0_1_agency.name AS c8, t.budget_type AS c9, t.function AS c10 
FROM payment AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code LEFT OUTER JOIN agency AS j0_1_agency ON j0_1_agency.code = t.agency_code 
WHERE t.home_code = $1::INTEGER AND t.region_code = $2::INTEGER AND t.fiscal_year = $3::INTEGER AND t.payment_id = $4::VARCHAR
-- $1 = home of('440203', 2025)
-- $2 = region('440203')
-- $3 = 2025
-- $4 = '2'
