-- ProjectBudget groups (planned anew for each set of values)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3, CAST(t.a4 AS TEXT) AS a4 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, g.a4 AS a4 
FROM (SELECT m.k0 AS k0, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3, coalesce(sum(m.v3), 0) AS a4 
FROM (SELECT left(b.function, 5) AS k0, b.approved AS v0, b.adjustment AS v1, b.virement AS v2, b.current AS v3 
FROM project_budget AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $1
-- $2 = region($0)
-- $3 = $2
-- $4 = past($2)
-- $5 = size(None)

-- Payment groups (planned once)
SELECT t.k0, t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1 
FROM (SELECT m.k0 AS k0, CAST(coalesce(sum(m.n), 0) AS BIGINT) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT nullif(left(b.function, 5), '') AS k0, 1 * b.count AS n, 1 * b.paid AS v0 
FROM rollup_payment_function AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.function >= $2::VARCHAR AND b.function < $3::VARCHAR AND b.own = false AND b.region_code = $4::INTEGER) AS m GROUP BY m.k0 
HAVING sum(m.n) != 0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = $1
-- $2 = $2
-- $3 = past($2)
-- $4 = region($0)
-- $5 = size(None)

-- AllotmentAdjustment groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, row_number() OVER (ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.doc_no AS k0, b.kind AS k1, b.amount AS v0 
FROM allotment_adjustment AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = $1
-- $2 = region($0)
-- $3 = $2
-- $4 = past($2)
-- $5 = size(3)

-- AllotmentAdjustment group count (planned anew for each set of values)
SELECT count(*) AS count_1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1 
FROM (SELECT b.doc_no AS k0, b.kind AS k1 
FROM allotment_adjustment AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true
-- $1 = $1
-- $2 = region($0)
-- $3 = $2
-- $4 = past($2)

-- AllotmentAdjustment others (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT b.doc_no AS k0, b.kind AS k1, b.amount AS v0 
FROM allotment_adjustment AS b 
WHERE b.fiscal_year = $1::INTEGER AND b.city_code = $2::INTEGER AND b.function >= $3::VARCHAR AND b.function < $4::VARCHAR) AS m LEFT OUTER JOIN unnest($5::TEXT[], $6::TEXT[], $7::BIGINT[]) AS q(k0, k1, rn) ON q.rn <= $8::BIGINT AND coalesce(m.k0, '') = coalesce(q.k0, '') AND (m.k0 IS NULL) = (q.k0 IS NULL) AND coalesce(m.k1, '') = coalesce(q.k1, '') AND (m.k1 IS NULL) = (q.k1 IS NULL)) AS t
-- $1 = $1
-- $2 = region($0)
-- $3 = $2
-- $4 = past($2)
-- $5 = column 0 of the rows of statement 2
-- $6 = column 1 of the rows of statement 2
-- $7 = column 4 of the rows of statement 2
-- $8 = size(3)
