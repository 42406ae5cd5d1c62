-- Payment rows (planned anew for each set of values)
SELECT t.home_code AS c0, t.region_code AS c1, t.fiscal_year AS c2, t.payment_id AS c3, t.amount AS c4, j0_0_project.name AS c5 
FROM (SELECT b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, b.payment_id AS payment_id, b.amount AS amount, b.project_code AS project_code 
FROM payment AS b 
WHERE (b.budget_type = $1::VARCHAR OR b.function >= $2::VARCHAR AND b.function < $3::VARCHAR) AND b.amount > $4::BIGINT ORDER BY b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.payment_id ASC 
 LIMIT $5::BIGINT) AS t LEFT OUTER JOIN project AS j0_0_project ON j0_0_project.home_code = t.home_code AND j0_0_project.region_code = t.region_code AND j0_0_project.project_code = t.project_code ORDER BY t.home_code ASC, t.region_code ASC, t.fiscal_year ASC, t.payment_id ASC
-- $1 = 'GENERAL_PUBLIC'
-- $2 = $0
-- $3 = past($0)
-- $4 = $1
-- $5 = size(2)
