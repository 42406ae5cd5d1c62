-- Region rows (planned anew for each set of values)
SELECT b.code AS c0 
FROM region AS b 
WHERE b.tier = $1::VARCHAR AND b.code = any($2::INTEGER[]) ORDER BY b.code ASC 
 LIMIT $3::BIGINT
-- $1 = 'COUNTY'
-- $2 = children of($0, ADMINISTRATIVE)
-- $3 = size(4)

-- Receipt groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.fiscal_year AS k0, 1 * b.count AS n, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM rollup_receipt AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year >= $2::INTEGER) AS m GROUP BY m.ord, m.k0 
HAVING sum(m.n) != 0) AS g 
WHERE true) AS w 
WHERE w.rn <= $3::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 0 of the parents' rows
-- $2 = 2024
-- $3 = size(None)

-- Receipt groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.fiscal_year AS k0, 1 * b.count AS n, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM rollup_receipt AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year >= $2::INTEGER AND b.revenue >= $3::VARCHAR AND b.revenue < $4::VARCHAR) AS m GROUP BY m.ord, m.k0 
HAVING sum(m.n) != 0) AS g 
WHERE true) AS w 
WHERE w.rn <= $5::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 0 of the parents' rows
-- $2 = 2024
-- $3 = '103'
-- $4 = past('103')
-- $5 = size(None)

-- Receipt groups (planned once)
SELECT t.ord, t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT p.ord AS ord, b.fiscal_year AS k0, 1 * b.count AS n, 1 * CAST(b.provincial + b.municipal + b.county AS BIGINT) AS v0 
FROM rollup_receipt AS b JOIN unnest($1::INTEGER[]) WITH ORDINALITY AS p(k0, ord) ON b.own = false AND b.region_code = p.k0 
WHERE b.fiscal_year >= $2::INTEGER AND b.revenue >= $3::VARCHAR AND b.revenue < $4::VARCHAR) AS m GROUP BY m.ord, m.k0 
HAVING sum(m.n) != 0) AS g 
WHERE true) AS w 
WHERE w.rn <= $5::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 0 of the parents' rows
-- $2 = 2024
-- $3 = '1030148'
-- $4 = past('1030148')
-- $5 = size(None)
