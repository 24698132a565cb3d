-- GETs the pages of a file in turn.  wrk -s get.lua URL -- PAGES [REQUESTS]
-- A line is a path, perhaps followed by a Cookie header; after REQUESTS answers wrk stops early.
local pages, turn, answers, enough = {}, 0, 0, nil

function init(args)
  for line in io.lines(args[1]) do
    local path, cookie = line:match("^(%S+)%s*(.*)$")
    pages[#pages + 1] = wrk.format("GET", path, cookie ~= "" and { Cookie = cookie } or {})
  end
  if args[2] then
    enough = tonumber(args[2])
    response = function()
      answers = answers + 1
      if answers == enough then wrk.thread:stop() end
    end
  end
end

function request()
  turn = turn % #pages + 1
  return pages[turn]
end
