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

-- Reject rows (planned anew for each set of values)
SELECT b.stream AS c0, b.record_key AS c1, b.code AS c2 
FROM reject AS b 
WHERE b.source = $1::VARCHAR AND b.stream = any($2::TEXT[]) AND b.code = any($3::TEXT[]) ORDER BY b.record_key ASC NULLS LAST, b.id ASC 
 LIMIT $4::BIGINT
-- $1 = 'treasury'
-- $2 = ('receipts', 'BA_BGT_INFO')
-- $3 = ('A210', 'A211')
-- $4 = size(None)
