-- DebtBalance rows (planned anew for each set of values)
SELECT b.region_code AS c0, b.fiscal_year AS c1, b.kind AS c2, b.amount AS c3, b.limit_amount AS c4, CAST(b.limit_amount + -b.amount AS BIGINT) AS c5 
FROM debt_balance AS b 
WHERE b.scope = $1::VARCHAR AND b.is_repeat = $2::BOOLEAN AND b.source = $3::VARCHAR AND CAST(b.limit_amount + -b.amount AS BIGINT) < $4::BIGINT AND b.home_code = any($5::INTEGER[]) AND b.region_code = any($6::INTEGER[]) AND (EXISTS (SELECT 1 
FROM region AS f0_region 
WHERE f0_region.code = b.region_code AND f0_region.tier = $7::VARCHAR)) ORDER BY CAST(b.limit_amount + -b.amount AS BIGINT) ASC NULLS LAST, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.balance_id ASC 
 LIMIT $8::BIGINT
-- $1 = 'OWN_LEVEL'
-- $2 = False
-- $3 = 'debt'
-- $4 = 0
-- $5 = homes of children of($0, ADMINISTRATIVE)
-- $6 = children of($0, ADMINISTRATIVE)
-- $7 = 'COUNTY'
-- $8 = size(None)

-- DebtBalance count (planned anew for each set of values)
SELECT count(*) AS n 
FROM debt_balance AS b 
WHERE b.scope = $1::VARCHAR AND b.is_repeat = $2::BOOLEAN AND b.source = $3::VARCHAR AND CAST(b.limit_amount + -b.amount AS BIGINT) < $4::BIGINT AND b.home_code = any($5::INTEGER[]) AND b.region_code = any($6::INTEGER[]) AND (EXISTS (SELECT 1 
FROM region AS f0_region 
WHERE f0_region.code = b.region_code AND f0_region.tier = $7::VARCHAR))
-- $1 = 'OWN_LEVEL'
-- $2 = False
-- $3 = 'debt'
-- $4 = 0
-- $5 = homes of children of($0, ADMINISTRATIVE)
-- $6 = children of($0, ADMINISTRATIVE)
-- $7 = 'COUNTY'

-- DebtBalance groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.k2, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.k2 AS k2, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, m.k2 AS k2, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1, coalesce(sum(m.v2), 0) AS a2 
FROM (SELECT b.fiscal_year AS k0, b.kind AS k1, b.county_code AS k2, b.amount AS v0, b.limit_amount AS v1, CAST(b.limit_amount + -b.amount AS BIGINT) AS v2 
FROM debt_balance AS b 
WHERE b.fiscal_year = any($1::INTEGER[]) AND b.scope = $2::VARCHAR AND b.is_repeat = $3::BOOLEAN AND b.source = $4::VARCHAR AND b.home_code = any($5::INTEGER[]) AND b.region_code = any($6::INTEGER[]) AND (EXISTS (SELECT 1 
FROM region AS f0_region 
WHERE f0_region.code = b.region_code AND f0_region.tier = $7::VARCHAR))) AS m GROUP BY m.k0, m.k1, m.k2) AS g 
WHERE g.a2 < $8::NUMERIC ORDER BY g.a2 ASC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST, g.k2 ASC NULLS LAST 
 LIMIT $9::BIGINT) AS t ORDER BY t.a2 ASC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST, t.k2 ASC NULLS LAST
-- $1 = (2024, 2025)
-- $2 = 'OWN_LEVEL'
-- $3 = False
-- $4 = 'debt'
-- $5 = homes of children of($0, ADMINISTRATIVE)
-- $6 = children of($0, ADMINISTRATIVE)
-- $7 = 'COUNTY'
-- $8 = 15000000000
-- $9 = size(None)
