-- GETs the pages of a file in turn.  wrk -s get.lua URL -- PAGES
-- A line is a path, perhaps followed by a Cookie header. A connection for each request, as nginx
-- opens them: kept open, all eight may fall to one of two workers, which halves the rate by chance.
local pages, turn = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, cookie = line:match("^(%S+)%s*(.*)$")
    local headers = { Connection = "close" }
    if cookie ~= "" then headers.Cookie = cookie end
    pages[#pages + 1] = wrk.format("GET", path, headers)
  end
end

function request()
  turn = turn % #pages + 1
  return pages[turn]
end
