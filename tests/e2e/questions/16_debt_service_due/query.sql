-- DebtService groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, row_number() OVER (ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3 
FROM (SELECT CAST(date_trunc('month', b.due_on) AS DATE) AS k0, b.paid_from AS k1, b.principal AS v0, b.interest AS v1, CAST(b.principal + b.interest AS BIGINT) AS v2 
FROM debt_service AS b 
WHERE b.due_on >= $1::DATE AND b.due_on <= $2::DATE AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS m GROUP BY m.k0, m.k1) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = end([$1, $2], 0)
-- $2 = end([$1, $2], 1)
-- $3 = homes of($0)
-- $4 = regions($0)
-- $5 = size(None)

-- DebtService subtotals 1 (planned anew for each set of values)
SELECT t.k0, CAST(t.a0 AS TEXT) AS a0 
FROM (SELECT g.k0 AS k0, g.a0 AS a0 
FROM (SELECT m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT CAST(date_trunc('month', b.due_on) AS DATE) AS k0, CAST(b.principal + b.interest AS BIGINT) AS v0 
FROM debt_service AS b 
WHERE b.due_on >= $1::DATE AND b.due_on <= $2::DATE AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS m GROUP BY m.k0) AS g 
WHERE EXISTS (SELECT 1 
FROM unnest($5::DATE[], $6::TEXT[], $7::BIGINT[]) AS q(k0, k1, rn) 
WHERE q.rn <= $8::BIGINT AND coalesce(g.k0, DATE '0001-01-01') = coalesce(q.k0, DATE '0001-01-01') AND (g.k0 IS NULL) = (q.k0 IS NULL))) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = end([$1, $2], 0)
-- $2 = end([$1, $2], 1)
-- $3 = homes of($0)
-- $4 = regions($0)
-- $5 = column 0 of the rows of statement 0
-- $6 = column 1 of the rows of statement 0
-- $7 = column 6 of the rows of statement 0
-- $8 = size(None)

-- DebtService total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, CAST(t.a3 AS TEXT) AS a3 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1, coalesce(sum(m.v1), 0) AS a2, coalesce(sum(m.v2), 0) AS a3 
FROM (SELECT b.principal AS v0, b.interest AS v1, CAST(b.principal + b.interest AS BIGINT) AS v2 
FROM debt_service AS b 
WHERE b.due_on >= $1::DATE AND b.due_on <= $2::DATE AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS m) AS t
-- $1 = end([$1, $2], 0)
-- $2 = end([$1, $2], 1)
-- $3 = homes of($0)
-- $4 = regions($0)

-- DebtService groups (planned anew for each set of values)
SELECT t.k0, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2, t.a3, t.rn, x6.code AS c6, x6.interest_rate AS c7, x6.matures_on - DATE '1970-01-01' AS c8 
FROM (SELECT g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, g.a3 AS a3, row_number() OVER (ORDER BY g.a2 DESC NULLS LAST, g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT s.k0 AS k0, s.a0 AS a0, s.a1 AS a1, s.a2 AS a2, round(CAST(s.a2 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a2) OVER () AS NUMERIC), 0) AS NUMERIC) AS a3 
FROM (SELECT m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1, coalesce(sum(m.v2), 0) AS a2 
FROM (SELECT b.bond_code AS k0, b.principal AS v0, b.interest AS v1, CAST(b.principal + b.interest AS BIGINT) AS v2 
FROM debt_service AS b 
WHERE b.due_on >= $1::DATE AND b.due_on <= $2::DATE AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS m GROUP BY m.k0) AS s) AS g 
WHERE true ORDER BY g.a2 DESC NULLS LAST, g.k0 ASC NULLS LAST 
 LIMIT $5::BIGINT) AS t LEFT OUTER JOIN bond AS x6 ON x6.code = t.k0 ORDER BY t.a2 DESC NULLS LAST, t.k0 ASC NULLS LAST
-- $1 = end([$1, $2], 0)
-- $2 = end([$1, $2], 1)
-- $3 = homes of($0)
-- $4 = regions($0)
-- $5 = size(2)

-- DebtService rows (planned once)
SELECT t.ord, t.due_on - DATE '1970-01-01' AS c1, CAST(t.principal + t.interest AS BIGINT) AS c2 
FROM (SELECT w.due_on AS due_on, w.principal AS principal, w.interest AS interest, w.service_id AS service_id, w.home_code AS home_code, w.region_code AS region_code, w.fiscal_year AS fiscal_year, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.due_on AS due_on, b.principal AS principal, b.interest AS interest, b.service_id AS service_id, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY b.service_id ASC, b.home_code ASC, b.region_code ASC, b.fiscal_year ASC) AS rn 
FROM debt_service AS b JOIN unnest($1::BIGINT[], $2::TEXT[]) WITH ORDINALITY AS p(rn, k0, ord) ON coalesce(b.bond_code, '') = coalesce(p.k0, '') AND (b.bond_code IS NULL) = (p.k0 IS NULL) 
WHERE b.due_on >= $3::DATE AND b.due_on <= $4::DATE AND b.home_code = any($5::INTEGER[]) AND b.region_code = any($6::INTEGER[])) AS w 
WHERE w.rn <= $7::BIGINT) AS t ORDER BY t.ord, t.service_id ASC, t.home_code ASC, t.region_code ASC, t.fiscal_year ASC
-- $1 = column 5 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = end([$1, $2], 0)
-- $4 = end([$1, $2], 1)
-- $5 = homes of($0)
-- $6 = regions($0)
-- $7 = size(None)

-- DebtService others (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1, CAST(t.a2 AS TEXT) AS a2 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1, coalesce(sum(m.v1) FILTER (WHERE q.rn IS NULL), 0) AS a2 
FROM (SELECT b.bond_code AS k0, b.principal AS v0, b.interest AS v1 
FROM debt_service AS b 
WHERE b.due_on >= $1::DATE AND b.due_on <= $2::DATE AND b.home_code = any($3::INTEGER[]) AND b.region_code = any($4::INTEGER[])) AS m LEFT OUTER JOIN unnest($5::TEXT[], $6::BIGINT[]) AS q(k0, rn) ON q.rn <= $7::BIGINT AND coalesce(m.k0, '') = coalesce(q.k0, '') AND (m.k0 IS NULL) = (q.k0 IS NULL)) AS t
-- $1 = end([$1, $2], 0)
-- $2 = end([$1, $2], 1)
-- $3 = homes of($0)
-- $4 = regions($0)
-- $5 = column 0 of the rows of statement 3
-- $6 = column 5 of the rows of statement 3
-- $7 = size(2)
