-- GETs the pages of a file in turn.  wrk -s get.lua URL -- PAGES
-- A line is a path, perhaps followed by a Cookie header.
local pages, turn = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local path, cookie = line:match("^(%S+)%s*(.*)$")
    pages[#pages + 1] = wrk.format("GET", path, cookie ~= "" and { Cookie = cookie } or {})
  end
end

function request()
  turn = turn % #pages + 1
  return pages[turn]
end
