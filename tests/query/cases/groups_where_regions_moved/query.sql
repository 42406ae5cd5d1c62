-- Payment groups (planned anew for each set of values)
SELECT t.k0, t.a0 
FROM (SELECT g.k0 AS k0, g.a0 AS a0 
FROM (SELECT m.k0 AS k0, count(*) AS a0 
FROM (SELECT b.county_code AS k0 
FROM payment AS b 
WHERE b.city_code = $1::INTEGER) AS m GROUP BY m.k0) AS g 
WHERE true ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t ORDER BY t.k0 ASC NULLS LAST
-- $1 = region('440300')
-- $2 = size(None)

-- Payment total (planned anew for each set of values)
SELECT t.a0 
FROM (SELECT count(*) AS a0 
FROM (SELECT 1 
FROM payment AS b 
WHERE b.city_code = $1::INTEGER) AS m) AS t
-- $1 = region('440300')
