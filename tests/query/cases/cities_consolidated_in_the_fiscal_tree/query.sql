-- Transfer groups (planned anew for each set of values)
SELECT t.k0, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2 
FROM (SELECT m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a1, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a2 
FROM (SELECT i.k0 AS k0, i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND i.v1 = any($1::INTEGER[]) AND coalesce(i.k0 = a1.code, false) AS e 
FROM (SELECT a0.code AS k0, b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b LEFT OUTER JOIN (SELECT u0.descendant AS descendant, u0.from_year AS from_year, u0.to_year AS to_year, r0.code AS code 
FROM region_closure AS u0, region AS r0 
WHERE u0.tree = 'FISCAL' AND u0.ancestor = r0.code AND r0.tier = 'CITY') AS a0 ON a0.descendant = b.region_code AND a0.from_year <= b.fiscal_year AND b.fiscal_year < a0.to_year 
WHERE b.fiscal_year = $2::INTEGER AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS i LEFT OUTER JOIN (SELECT u1.descendant AS descendant, u1.from_year AS from_year, u1.to_year AS to_year, r1.code AS code 
FROM region_closure AS u1, region AS r1 
WHERE u1.tree = 'FISCAL' AND u1.ancestor = r1.code AND r1.tier = 'CITY') AS a1 ON a1.descendant = i.v1 AND a1.from_year <= i.v3 AND i.v3 < a1.to_year) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.a2 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.a2 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = subtree of('440000', FISCAL)
-- $2 = 2024
-- $3 = homes of subtree of('440000', FISCAL)
-- $4 = subtree of('440000', FISCAL)
-- $5 = size(5)

-- Transfer total (planned anew for each set of values)
SELECT CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a0, coalesce(sum(m.v0), 0) - coalesce(sum(m.v0) FILTER (WHERE m.e), 0) AS a1 
FROM (SELECT i.v0 AS v0, i.v1 AS v1, i.v2 AS v2, i.v3 AS v3, i.v1 IS NOT NULL AND i.v1 = any($1::INTEGER[]) AS e 
FROM (SELECT b.amount AS v0, b.to_region_code AS v1, b.region_code AS v2, b.fiscal_year AS v3 
FROM transfer AS b 
WHERE b.fiscal_year = $2::INTEGER AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS i) AS m) AS t
-- $1 = subtree of('440000', FISCAL)
-- $2 = 2024
-- $3 = homes of subtree of('440000', FISCAL)
-- $4 = subtree of('440000', FISCAL)
