-- AgriProject rows (planned anew for each set of values)
SELECT b.agri_code AS c0, b.town_code AS c1, b.theme AS c2, b.stage AS c3, b.stage_since - DATE '1970-01-01' AS c4, b.physical_progress AS c5, b.home_code AS c6, b.region_code AS c7 
FROM agri_project AS b 
WHERE b.physical_progress < $1::NUMERIC AND (EXISTS (SELECT 1 
FROM agri_funding AS f0_funding 
WHERE f0_funding.home_code = b.home_code AND f0_funding.region_code = b.region_code AND f0_funding.agri_code = b.agri_code AND f0_funding.paid > $2::BIGINT)) AND b.town_code = any($3::INTEGER[]) ORDER BY b.investment DESC, b.home_code DESC, b.region_code DESC, b.agri_code DESC 
 LIMIT $4::BIGINT
-- $1 = Decimal('100')
-- $2 = 0
-- $3 = children of($0, ADMINISTRATIVE)
-- $4 = size(3)

-- AgriFunding groups (planned once)
SELECT t.ord, t.k0, CAST(t.a0 AS TEXT) AS a0, CAST(t.a1 AS TEXT) AS a1 
FROM (SELECT w.ord AS ord, w.k0 AS k0, w.a0 AS a0, w.a1 AS a1, w.rn AS rn 
FROM (SELECT g.ord AS ord, g.k0 AS k0, g.a0 AS a0, g.a1 AS a1, row_number() OVER (PARTITION BY g.ord ORDER BY g.k0 ASC NULLS LAST) AS rn 
FROM (SELECT m.ord AS ord, m.k0 AS k0, coalesce(sum(m.v0), 0) AS a0, coalesce(sum(m.v1), 0) AS a1 
FROM (SELECT p.ord AS ord, b.source_tier AS k0, b.arranged AS v0, b.paid AS v1 
FROM agri_funding AS b JOIN unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) ON b.home_code = p.k0 AND b.region_code = p.k1 AND b.agri_code = p.k2 
WHERE true) AS m GROUP BY m.ord, m.k0) AS g 
WHERE true) AS w 
WHERE w.rn <= $4::BIGINT) AS t ORDER BY t.ord, t.rn
-- $1 = column 6 of the parents' rows
-- $2 = column 7 of the parents' rows
-- $3 = column 0 of the parents' rows
-- $4 = size(None)

-- AgriStage rows (planned once)
SELECT p.ord, t.stage AS c1, t.entered_on - DATE '1970-01-01' AS c2, t.photos AS c3 
FROM unnest($1::INTEGER[], $2::INTEGER[], $3::TEXT[]) WITH ORDINALITY AS p(k0, k1, k2, ord) JOIN LATERAL (SELECT b.stage AS stage, b.entered_on AS entered_on, b.photos AS photos, b.serial_no AS serial_no, b.home_code AS home_code, b.region_code AS region_code, b.stage_id AS stage_id 
FROM agri_stage AS b 
WHERE b.photos IS NOT NULL AND b.home_code = p.k0 AND b.region_code = p.k1 AND b.agri_code = p.k2 ORDER BY b.serial_no DESC, b.home_code DESC, b.region_code DESC, b.stage_id DESC 
 LIMIT $4::BIGINT) AS t ON true ORDER BY p.ord, t.serial_no DESC, t.stage_id DESC
-- $1 = column 6 of the parents' rows
-- $2 = column 7 of the parents' rows
-- $3 = column 0 of the parents' rows
-- $4 = size(1)

-- AgriProject count (planned anew for each set of values)
SELECT count(*) AS n 
FROM agri_project AS b 
WHERE b.physical_progress < $1::NUMERIC AND (EXISTS (SELECT 1 
FROM agri_funding AS f0_funding 
WHERE f0_funding.home_code = b.home_code AND f0_funding.region_code = b.region_code AND f0_funding.agri_code = b.agri_code AND f0_funding.paid > $2::BIGINT)) AND b.town_code = any($3::INTEGER[])
-- $1 = Decimal('100')
-- $2 = 0
-- $3 = children of($0, ADMINISTRATIVE)
