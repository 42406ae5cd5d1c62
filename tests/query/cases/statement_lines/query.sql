-- StatementLine rows (planned anew for each set of values)
SELECT b.document AS c0, b.line_no AS c1, b.item AS c2, b.phase AS c3, b.amount AS c4, b.printed AS c5, b.printed_unit AS c6, b.to_adjusted AS c7 
FROM statement_line AS b 
WHERE b.direction = $1::VARCHAR AND b.scope = any($2::TEXT[]) AND b.is_part = $3::BOOLEAN ORDER BY b.document ASC, b.line_no ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC, b.line_id ASC 
 LIMIT $4::BIGINT
-- $1 = 'REVENUE'
-- $2 = ('OWN_LEVEL', 'WHOLE_FISCAL')
-- $3 = False
-- $4 = size(4)

-- StatementLine groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.direction AS k0, b.phase AS k1, b.amount AS v0 
FROM statement_line AS b 
WHERE b.is_repeat = $1::BOOLEAN AND b.is_part = $2::BOOLEAN) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $3::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = False
-- $2 = False
-- $3 = size(None)
