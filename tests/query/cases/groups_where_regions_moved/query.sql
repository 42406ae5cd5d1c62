-- Payment groups (planned anew for each set of values)
SELECT t.k0, t.n, x2.code AS c2, x2.name AS c3 
FROM (SELECT g.k0 AS k0, g.n AS n 
FROM (SELECT b.county_code AS k0, count(*) AS n 
FROM payment AS b 
WHERE b.city_code = $1::INTEGER GROUP BY 1) AS g ORDER BY g.k0 ASC NULLS LAST 
 LIMIT $2::BIGINT) AS t LEFT OUTER JOIN region AS x2 ON x2.code = t.k0 ORDER BY t.k0 ASC NULLS LAST
-- $1 = region('440300')
-- $2 = size(None)

-- Payment total (planned anew for each set of values)
SELECT count(*) AS n 
FROM payment AS b 
WHERE b.city_code = $1::INTEGER
-- $1 = region('440300')
