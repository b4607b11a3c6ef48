-- The functions plain_event and count_day.

-- The plain event in JSON, which is the last member of a CloudEvent.
local function plain_event(event)
  return event:match('^{"specversion".-,"data":(.*)}$') or event
end

-- The number of a day, so that the distance of two days is the difference of their numbers.
local function day_number(date)
  local year, month, day = date:match('^(%d+)-(%d+)-(%d+)$')
  local a = math.floor((14 - month) / 12)
  local y, m = year + 4800 - a, month + 12 * a - 3
  return day + math.floor((153 * m + 2) / 5) + 365 * y + math.floor(y / 4) - math.floor(y / 100)
    + math.floor(y / 400)
end

-- Adds the days of an event to numbers of days and messages.
local function count_day(numbers, event)
  if event.event == 'messages_fetched' then
    numbers.days = numbers.days + 1
    numbers.days_incomplete = numbers.days_incomplete + (event.complete and 0 or 1)
    numbers.message_count = numbers.message_count + event.message_count
  elseif event.event == 'fetch_skipped' then
    local days = 1
    if type(event.first_date) == 'string' then
      days = day_number(event.date) - day_number(event.first_date) + 1
    end
    numbers.days = numbers.days + days
    numbers.days_skipped = numbers.days_skipped + days
  end
end
