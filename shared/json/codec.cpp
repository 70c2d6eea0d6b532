// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/codec.h"

#include <cmath>

namespace roost::json::detail {

namespace {

constexpr double Exact = 9007199254740992.0; // 2^53: beyond it a double skips whole numbers

bool isWhole(double number)
{
    return std::trunc(number) == number && std::abs(number) <= Exact;
}

} // namespace

Result<> read(bool& out, const Value& value, const std::string& path)
{
    if (!value.is_bool()) return mustBe(path, "true or false");
    out = value.get_bool();
    return {};
}

Result<> read(std::int64_t& out, const Value& value, const std::string& path)
{
    if (const auto* number = value.if_int64()) {
        out = *number;
        return {};
    }
    // JSON knows one kind of number: 3.0 and 1e3 are whole.
    const auto* number = value.if_double();
    if (!number || !isWhole(*number)) return mustBe(path, "a whole number");
    out = static_cast<std::int64_t>(*number);
    return {};
}

Result<> read(double& out, const Value& value, const std::string& path)
{
    if (!value.is_number()) return mustBe(path, "a number");
    out = value.to_number<double>();
    return {};
}

Result<> read(std::string& out, const Value& value, const std::string& path)
{
    const auto* text = value.if_string();
    if (!text) return mustBe(path, "text");
    out.assign(text->data(), text->size());
    return {};
}

Value write(double value)
{
    if (isWhole(value)) return Value(static_cast<std::int64_t>(value));
    return Value(value);
}

} // namespace roost::json::detail
