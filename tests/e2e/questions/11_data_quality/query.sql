-- Linkage rows (planned anew for each set of values)
SELECT b.link AS c0, b.region_code AS c1, b.fiscal_year AS c2, b.records AS c3, b.named AS c4, b.linked AS c5, b.unlinked AS c6, b.unlinked_amount AS c7, CAST(b.linked AS NUMERIC) / CAST(nullif(b.named, 0) AS NUMERIC) AS c8 
FROM linkage AS b 
WHERE b.link = any($1::TEXT[]) AND b.fiscal_year = $2::INTEGER AND b.unlinked > $3::BIGINT AND b.region_code = any($4::INTEGER[]) ORDER BY b.link ASC, b.region_code ASC, b.fiscal_year ASC 
 LIMIT $5::BIGINT
-- $1 = $1
-- $2 = 2025
-- $3 = 0
-- $4 = subtree of($0, ADMINISTRATIVE)
-- $5 = size(None)

-- Linkage groups (planned anew for each set of values)
SELECT t.k0, t.a0, t.a1, t.a2, CAST(t.a3 AS TEXT) AS a3, t.a4, t.a5 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, g.a4 AS a4, g.a5 AS a5 
FROM (SELECT m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1, coalesce(sum(m.v2), 0) AS a2, coalesce(sum(m.v3), 0) AS a3, round(CAST(coalesce(sum(m.v4), 0) AS NUMERIC), 40) / CAST(nullif(CAST(coalesce(sum(m.v1), 0) AS NUMERIC), 0) AS NUMERIC) AS a4, count(DISTINCT m.v5) AS a5 
FROM (SELECT b.link AS k0, b.records AS v0, b.named AS v1, b.unlinked AS v2, b.unlinked_amount AS v3, b.linked AS v4, b.region_code AS v5 
FROM linkage AS b 
WHERE b.link = any($1::TEXT[]) AND b.fiscal_year = $2::INTEGER AND b.region_code = any($3::INTEGER[])) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $4::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $1
-- $2 = 2025
-- $3 = subtree of($0, ADMINISTRATIVE)
-- $4 = size(None)

-- Reject groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, row_number() OVER (ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0 
FROM (SELECT b.stream AS k0, b.code AS k1 
FROM reject AS b 
WHERE b.source = $1::VARCHAR AND b.stream = any($2::TEXT[]) AND b.code = any($3::TEXT[])) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $4::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = 'treasury'
-- $2 = ('receipts', 'BA_BGT_INFO')
-- $3 = ('A210', 'A211')
-- $4 = size(None)

-- Reject subtotals 1 (planned anew for each set of values)
SELECT t.k0, t.a0, t.a1 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT s.k0 AS k0, s.a0 AS a0, round(CAST(s.a0 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a0) OVER () AS NUMERIC), 0) AS NUMERIC) AS a1 
FROM (SELECT m.k0 AS k0, count(*) AS a0 
FROM (SELECT b.stream AS k0 
FROM reject AS b 
WHERE b.source = $1::VARCHAR AND b.stream = any($2::TEXT[]) AND b.code = any($3::TEXT[])) AS m GROUP BY m.k0) AS s) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($4::TEXT[], $5::TEXT[], $6::BIGINT[]) AS q(k0, k1, rn) 
WHERE q.rn <= $7::BIGINT AND coalesce(g.k0, '') = coalesce(q.k0, '') AND (g.k0 IS NULL) = (q.k0 IS NULL))) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = 'treasury'
-- $2 = ('receipts', 'BA_BGT_INFO')
-- $3 = ('A210', 'A211')
-- $4 = column 0 of the rows of statement 2
-- $5 = column 1 of the rows of statement 2
-- $6 = column 3 of the rows of statement 2
-- $7 = size(None)

-- Reject rows (planned anew for each set of values)
SELECT b.stream AS c0, b.record_key AS c1, b.code AS c2 
FROM reject AS b 
WHERE b.source = $1::VARCHAR AND b.stream = any($2::TEXT[]) AND b.code = any($3::TEXT[]) ORDER BY b.record_key ASC NULLS LAST, b.id ASC 
 LIMIT $4::BIGINT
-- $1 = 'treasury'
-- $2 = ('receipts', 'BA_BGT_INFO')
-- $3 = ('A210', 'A211')
-- $4 = size(None)
