-- Region rows (planned anew for each set of values)
SELECT b.code AS c0, b.name AS c1 
FROM region AS b 
WHERE b.tier = $1::VARCHAR AND b.code = any($2::INTEGER[]) ORDER BY b.code ASC 
 LIMIT $3::BIGINT
-- $1 = 'COUNTY'
-- $2 = children of($0, ADMINISTRATIVE)
-- $3 = size(3)

-- ProjectBudget total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0, coalesce(e.a1, 0) AS a1 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.approved AS v0, 1 * b.current AS v1 
FROM rollup_project_budget_class AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.budget_type = $3::VARCHAR) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 0 of the parents' rows
-- $2 = $1
-- $3 = 'GENERAL_PUBLIC'

-- Payment groups (planned once)
SELECT t.ord, t.k0, CAST(t.a0 AS TEXT) AS a0, t.a1 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.ord AS ord, s.k0 AS k0, s.a0 AS a0, round(CAST(s.a0 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a0) OVER (PARTITION BY s.ord) AS NUMERIC), 0) AS NUMERIC) AS a1 
FROM (SELECT m.ord AS ord, m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, CAST(date_trunc('quarter', CAST(nullif(b.voucher_on_month, '') AS DATE)) AS DATE) AS k0, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_month AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.budget_type = $3::VARCHAR) AS m GROUP BY m.ord, m.k0 
HAVING sum(m.n) != 0) AS s) AS g 
WHERE true) AS w 
WHERE w.rn <= $4::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 0 of the parents' rows
-- $2 = $1
-- $3 = 'GENERAL_PUBLIC'
-- $4 = size(None)

-- Payment total (planned once)
SELECT t.ord, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT p.ord AS ord, coalesce(e.a0, 0) AS a0 
FROM unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) LEFT OUTER JOIN (SELECT m.ord AS ord, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT p.ord AS ord, 1 * b.count AS n, 1 * b.amount AS v0 
FROM rollup_payment_month AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year = $2::INTEGER AND b.budget_type = $3::VARCHAR) AS m GROUP BY m.ord) AS e ON e.ord = p.ord) AS t ORDER BY t.ord
-- $1 = column 0 of the parents' rows
-- $2 = $1
-- $3 = 'GENERAL_PUBLIC'
