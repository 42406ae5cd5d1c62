-- AgriFunding groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, row_number() OVER (ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2 
FROM (SELECT b.source_tier AS k0, b.fiscal_year AS k1, b.arranged AS v0, b.paid AS v1 
FROM agri_funding AS b 
WHERE b.fiscal_year >= $1::INTEGER AND (EXISTS (SELECT 1 
FROM agri_project AS f0_agri_project 
WHERE f0_agri_project.home_code = b.home_code AND f0_agri_project.region_code = b.region_code AND f0_agri_project.agri_code = b.agri_code AND (f0_agri_project.county_code = $2::INTEGER OR f0_agri_project.town_code = any($3::INTEGER[])) AND f0_agri_project.theme = $4::VARCHAR))) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = $1
-- $2 = region($0)
-- $3 = subtree of($0, ADMINISTRATIVE)
-- $4 = 'FARMLAND'
-- $5 = size(None)

-- AgriFunding subtotals 1 (planned anew for each set of values)
SELECT t.k0, CAST(t.a0 AS TEXT) AS a0, t.a1 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT s.k0 AS k0, s.a0 AS a0, round(CAST(s.a0 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a0) OVER () AS NUMERIC), 0) AS NUMERIC) AS a1 
FROM (SELECT m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT b.source_tier AS k0, b.paid AS v0 
FROM agri_funding AS b 
WHERE b.fiscal_year >= $1::INTEGER AND (EXISTS (SELECT 1 
FROM agri_project AS f0_agri_project 
WHERE f0_agri_project.home_code = b.home_code AND f0_agri_project.region_code = b.region_code AND f0_agri_project.agri_code = b.agri_code AND (f0_agri_project.county_code = $2::INTEGER OR f0_agri_project.town_code = any($3::INTEGER[])) AND f0_agri_project.theme = $4::VARCHAR))) AS m GROUP BY m.k0) AS s) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($5::TEXT[], $6::SMALLINT[], $7::BIGINT[]) AS q(k0, k1, rn) 
WHERE q.rn <= $8::BIGINT AND coalesce(g.k0, '') = coalesce(q.k0, '') AND (g.k0 IS NULL) = (q.k0 IS NULL))) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $1
-- $2 = region($0)
-- $3 = subtree of($0, ADMINISTRATIVE)
-- $4 = 'FARMLAND'
-- $5 = column 0 of the rows of statement 0
-- $6 = column 1 of the rows of statement 0
-- $7 = column 5 of the rows of statement 0
-- $8 = size(None)

-- AgriFunding total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, count(DISTINCT (m.v2, m.v3, m.v4)) FILTER (WHERE m.v2 IS NOT NULL AND m.v3 IS NOT NULL AND m.v4 IS NOT NULL) AS a3 
FROM (SELECT b.arranged AS v0, b.paid AS v1, b.home_code AS v2, b.region_code AS v3, b.agri_code AS v4 
FROM agri_funding AS b 
WHERE b.fiscal_year >= $1::INTEGER AND (EXISTS (SELECT 1 
FROM agri_project AS f0_agri_project 
WHERE f0_agri_project.home_code = b.home_code AND f0_agri_project.region_code = b.region_code AND f0_agri_project.agri_code = b.agri_code AND (f0_agri_project.county_code = $2::INTEGER OR f0_agri_project.town_code = any($3::INTEGER[])) AND f0_agri_project.theme = $4::VARCHAR))) AS m) AS t
-- $1 = $1
-- $2 = region($0)
-- $3 = subtree of($0, ADMINISTRATIVE)
-- $4 = 'FARMLAND'

-- AgriFunding groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2 
FROM (SELECT b.source_tier AS k0, b.arranged AS v0, b.paid AS v1 
FROM agri_funding AS b 
WHERE b.fiscal_year >= $1::INTEGER AND (EXISTS (SELECT 1 
FROM agri_project AS f0_agri_project 
WHERE f0_agri_project.home_code = b.home_code AND f0_agri_project.region_code = b.region_code AND f0_agri_project.agri_code = b.agri_code AND (f0_agri_project.county_code = $2::INTEGER OR f0_agri_project.town_code = any($3::INTEGER[]))))) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $4::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $1
-- $2 = region($0)
-- $3 = subtree of($0, ADMINISTRATIVE)
-- $4 = size(None)

-- AgriProject groups (planned anew for each set of values)
SELECT t.k0, t.a0, t.a1, t.a2, CAST(t.a3 AS TEXT) AS a3, t.a4, t.rn 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, g.a4 AS a4, row_number() OVER (ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3, count(DISTINCT m.v3) AS a4 
FROM (SELECT b.town_code AS k0, b.area AS v0, b.beneficiaries AS v1, b.investment AS v2, b.village AS v3 
FROM agri_project AS b 
WHERE (b.county_code = $1::INTEGER OR b.town_code = any($2::INTEGER[])) AND b.theme = $3::VARCHAR) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $4::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = region($0)
-- $2 = subtree of($0, ADMINISTRATIVE)
-- $3 = 'FARMLAND'
-- $4 = size(2)

-- AgriProject others (planned anew for each set of values)
SELECT t.a0, t.a1, t.a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1, coalesce(sum(m.v1) FILTER (WHERE q.rn IS NULL), 0) AS a2, coalesce(sum(m.v2) FILTER (WHERE q.rn IS NULL), 0) AS a3 
FROM (SELECT b.town_code AS k0, b.area AS v0, b.beneficiaries AS v1, b.investment AS v2 
FROM agri_project AS b 
WHERE (b.county_code = $1::INTEGER OR b.town_code = any($2::INTEGER[])) AND b.theme = $3::VARCHAR) AS m LEFT OUTER JOIN unnest($4::INTEGER[], $5::BIGINT[]) AS q(k0, rn) ON q.rn <= $6::BIGINT AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL)) AS t
-- $1 = region($0)
-- $2 = subtree of($0, ADMINISTRATIVE)
-- $3 = 'FARMLAND'
-- $4 = column 0 of the rows of statement 4
-- $5 = column 6 of the rows of statement 4
-- $6 = size(2)

-- AgriProject total (planned anew for each set of values)
SELECT t.a0, t.a1, t.a2, CAST(t.a3 AS TEXT) AS a3, t.a4 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3, count(DISTINCT m.v3) AS a4 
FROM (SELECT b.area AS v0, b.beneficiaries AS v1, b.investment AS v2, b.village AS v3 
FROM agri_project AS b 
WHERE (b.county_code = $1::INTEGER OR b.town_code = any($2::INTEGER[])) AND b.theme = $3::VARCHAR) AS m) AS t
-- $1 = region($0)
-- $2 = subtree of($0, ADMINISTRATIVE)
-- $3 = 'FARMLAND'

-- AgriProject rows (planned anew for each set of values)
SELECT b.agri_code AS c0, b.town_code AS c1, b.village AS c2, b.area AS c3, b.beneficiaries AS c4 
FROM agri_project AS b 
WHERE (b.county_code = $1::INTEGER OR b.town_code = any($2::INTEGER[])) AND b.theme = $3::VARCHAR ORDER BY b.area DESC NULLS LAST, b.home_code DESC, b.region_code DESC, b.agri_code DESC 
 LIMIT $4::BIGINT
-- $1 = region($0)
-- $2 = subtree of($0, ADMINISTRATIVE)
-- $3 = 'FARMLAND'
-- $4 = size(3)

-- AgriProject count (planned anew for each set of values)
SELECT count(*) AS n 
FROM agri_project AS b 
WHERE (b.county_code = $1::INTEGER OR b.town_code = any($2::INTEGER[])) AND b.theme = $3::VARCHAR
-- $1 = region($0)
-- $2 = subtree of($0, ADMINISTRATIVE)
-- $3 = 'FARMLAND'
