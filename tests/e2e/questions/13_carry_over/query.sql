-- Allotment groups (planned anew for each set of values)
SELECT t.k0, t.k1, t.a0, CAST(t.a1 AS TEXT) AS a1, t.a2, t.rn 
FROM (SELECT g.k0 AS k0, g.k1 AS k1, g.a0 AS a0, g.a1 AS a1, g.a2 AS a2, row_number() OVER (ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST) AS rn 
FROM (SELECT s.k0 AS k0, s.k1 AS k1, s.a0 AS a0, s.a1 AS a1, round(CAST(s.a1 AS NUMERIC), 40) / CAST(nullif(CAST(sum(s.a1) OVER () AS NUMERIC), 0) AS NUMERIC) AS a2 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT b.county_code AS k0, b.budget_type AS k1, CAST(b.current + -b.requested + -b.frozen AS BIGINT) AS v0 
FROM allotment AS b 
WHERE b.fiscal_year < $1::INTEGER AND b.is_executable = $2::BOOLEAN AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $3::BIGINT AND b.city_code = $4::INTEGER) AS m GROUP BY m.k0, m.k1) AS s) AS g 
WHERE g.a1 >= $5::NUMERIC ORDER BY g.a1 DESC NULLS LAST, g.k0 ASC NULLS LAST, g.k1 ASC NULLS LAST 
 LIMIT $6::BIGINT) AS t ORDER BY t.a1 DESC NULLS LAST, t.k0 ASC NULLS LAST, t.k1 ASC NULLS LAST
-- $1 = $1
-- $2 = True
-- $3 = 0
-- $4 = region($0)
-- $5 = 200000000
-- $6 = size(3)

-- Allotment rows (planned once)
SELECT t.ord, t.allotment_id AS c1, t.issued_on - DATE '1970-01-01' AS c2, CAST(t.current + -t.requested + -t.frozen AS BIGINT) AS c3 
FROM (SELECT w.allotment_id AS allotment_id, w.issued_on AS issued_on, w.current AS current, w.requested AS requested, w.frozen AS frozen, w.home_code AS home_code, w.region_code AS region_code, w.fiscal_year AS fiscal_year, w.ord AS ord, w.rn AS rn 
FROM (SELECT b.allotment_id AS allotment_id, b.issued_on AS issued_on, b.current AS current, b.requested AS requested, b.frozen AS frozen, b.home_code AS home_code, b.region_code AS region_code, b.fiscal_year AS fiscal_year, p.ord AS ord, row_number() OVER (PARTITION BY p.ord ORDER BY CAST(b.current + -b.requested + -b.frozen AS BIGINT) DESC, b.home_code DESC, b.region_code DESC, b.fiscal_year DESC, b.allotment_id DESC) AS rn 
FROM allotment AS b JOIN unnest($1::BIGINT[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(rn, k0, k1, ord) ON coalesce(b.county_code, 0) = coalesce(p.k0, 0) AND (b.county_code IS NULL) = (p.k0 IS NULL) AND coalesce(b.budget_type, '') = coalesce(p.k1, '') AND (b.budget_type IS NULL) = (p.k1 IS NULL) 
WHERE b.fiscal_year < $4::INTEGER AND b.is_executable = $5::BOOLEAN AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $6::BIGINT AND b.city_code = $7::INTEGER) AS w 
WHERE w.rn <= $8::BIGINT) AS t ORDER BY t.ord, CAST(t.current + -t.requested + -t.frozen AS BIGINT) DESC, t.home_code DESC, t.region_code DESC, t.fiscal_year DESC, t.allotment_id DESC
-- $1 = column 5 of the parents' rows
-- $2 = column 0 of the parents' rows
-- $3 = column 1 of the parents' rows
-- $4 = $1
-- $5 = True
-- $6 = 0
-- $7 = region($0)
-- $8 = size(1)

-- Allotment group count (planned anew for each set of values)
SELECT count(*) AS count_1 
FROM (SELECT m.k0 AS k0, m.k1 AS k1, coalesce(sum(m.v0), 0) AS a0 
FROM (SELECT b.county_code AS k0, b.budget_type AS k1, CAST(b.current + -b.requested + -b.frozen AS BIGINT) AS v0 
FROM allotment AS b 
WHERE b.fiscal_year < $1::INTEGER AND b.is_executable = $2::BOOLEAN AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $3::BIGINT AND b.city_code = $4::INTEGER) AS m GROUP BY m.k0, m.k1) AS g 
WHERE g.a0 >= $5::NUMERIC
-- $1 = $1
-- $2 = True
-- $3 = 0
-- $4 = region($0)
-- $5 = 200000000

-- Allotment others (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT count(*) FILTER (WHERE q.rn IS NULL) AS a0, coalesce(sum(m.v0) FILTER (WHERE q.rn IS NULL), 0) AS a1 
FROM (SELECT b.county_code AS k0, b.budget_type AS k1, CAST(b.current + -b.requested + -b.frozen AS BIGINT) AS v0 
FROM allotment AS b 
WHERE b.fiscal_year < $1::INTEGER AND b.is_executable = $2::BOOLEAN AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $3::BIGINT AND b.city_code = $4::INTEGER) AS m LEFT OUTER JOIN unnest($5::INTEGER[], $6::TEXT[], $7::BIGINT[]) AS q(k0, k1, rn) ON q.rn <= $8::BIGINT AND coalesce(m.k0, 0) = coalesce(q.k0, 0) AND (m.k0 IS NULL) = (q.k0 IS NULL) AND coalesce(m.k1, '') = coalesce(q.k1, '') AND (m.k1 IS NULL) = (q.k1 IS NULL)) AS t
-- $1 = $1
-- $2 = True
-- $3 = 0
-- $4 = region($0)
-- $5 = column 0 of the rows of statement 0
-- $6 = column 1 of the rows of statement 0
-- $7 = column 5 of the rows of statement 0
-- $8 = size(3)

-- Allotment total (planned anew for each set of values)
SELECT t.a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT count(*) AS a0, coalesce(sum(m.v0), 0) AS a1 
FROM (SELECT CAST(b.current + -b.requested + -b.frozen AS BIGINT) AS v0 
FROM allotment AS b 
WHERE b.fiscal_year < $1::INTEGER AND b.is_executable = $2::BOOLEAN AND CAST(b.current + -b.requested + -b.frozen AS BIGINT) > $3::BIGINT AND b.city_code = $4::INTEGER) AS m) AS t
-- $1 = $1
-- $2 = True
-- $3 = 0
-- $4 = region($0)
