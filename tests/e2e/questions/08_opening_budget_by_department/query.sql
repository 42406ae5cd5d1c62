-- ProjectBudget groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3, t.a4, x7.code AS c7, x7.name AS c8 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, g.a4 AS a4 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3, round(CAST(coalesce(sum(m.v1), 0) AS NUMERIC), 40) / CAST(nullif(CAST(coalesce(sum(m.v0), 0) AS NUMERIC), 0) AS NUMERIC) AS a4 
FROM (SELECT b.agency_code AS k0, b.fiscal_year AS k1, b.applied AS v0, b.approved AS v1, b.current AS v2 
FROM project_budget AS b 
WHERE b.fiscal_year = any($1::INTEGER[]) AND b.home_code = any($2::INTEGER[]) AND b.region_code = any($3::INTEGER[])) AS m GROUP BY m.k0, m.k1) AS g 
WHERE g.a0 > $4::BIGINT AND g.a4 < $5::NUMERIC ORDER BY g.a2 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $6::BIGINT) AS t LEFT OUTER JOIN agency AS x7 ON x7.code = t.k0 ORDER BY t.a2 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = $1
-- $2 = homes of($0)
-- $3 = regions($0)
-- $4 = 1
-- $5 = Decimal('0.915')
-- $6 = size(4)

-- ProjectBudget group count (planned anew for each set of values)
SELECT count(*) AS count_1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, round(CAST(coalesce(sum(m.v0), 0) AS NUMERIC), 40) / CAST(nullif(CAST(coalesce(sum(m.v1), 0) AS NUMERIC), 0) AS NUMERIC) AS a1 
FROM (SELECT b.agency_code AS k0, b.fiscal_year AS k1, b.approved AS v0, b.applied AS v1 
FROM project_budget AS b 
WHERE b.fiscal_year = any($1::INTEGER[]) AND b.home_code = any($2::INTEGER[]) AND b.region_code = any($3::INTEGER[])) AS m GROUP BY m.k0, m.k1) AS g 
WHERE g.a0 > $4::BIGINT AND g.a1 < $5::NUMERIC
-- $1 = $1
-- $2 = homes of($0)
-- $3 = regions($0)
-- $4 = 1
-- $5 = Decimal('0.915')

-- ProjectBudget total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3, t.a4 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3, round(CAST(coalesce(sum(m.v1), 0) AS NUMERIC), 40) / CAST(nullif(CAST(coalesce(sum(m.v0), 0) AS NUMERIC), 0) AS NUMERIC) AS a4 
FROM (SELECT b.applied AS v0, b.approved AS v1, b.current AS v2 
FROM project_budget AS b 
WHERE b.fiscal_year = any($1::INTEGER[]) AND b.home_code = any($2::INTEGER[]) AND b.region_code = any($3::INTEGER[])) AS m) AS t
-- $1 = $1
-- $2 = homes of($0)
-- $3 = regions($0)
