// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace roost::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

template <class T>
concept DescribedStruct = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;
template <DescribedStruct T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

/// The JSON of `value`: described structs become objects, enums their name, an empty optional
/// member is left out.
template <class T>
Value encode(const T& value);

/// Reads `value` into a T. What is absent or null keeps its default, unknown members are ignored.
/// Errors: invalid, with the path to the culprit: `params.limit: must be a whole number`.
template <class T>
Result<T> decode(const Value& value, const std::string& path);

namespace detail {

inline Error mustBe(const std::string& path, const std::string& what)
{
    return Error(Code::invalid, path + ": must be " + what);
}

Result<> read(bool& out, const Value& value, const std::string& path);
Result<> read(std::int64_t& out, const Value& value, const std::string& path);
Result<> read(double& out, const Value& value, const std::string& path);
Result<> read(std::string& out, const Value& value, const std::string& path);

/// The names of an enum, as in "one of: viewer, admin".
template <DescribedEnum T>
std::string namesOf()
{
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto each) { names += (names.empty() ? "" : ", ") + std::string(each.name); });
    return names;
}

template <DescribedEnum T>
Result<> read(T& out, const Value& value, const std::string& path)
{
    const auto* text = value.if_string();
    if (!text || !boost::describe::enum_from_string(text->c_str(), out))
        return mustBe(path, "one of: " + namesOf<T>());
    return {};
}

template <DescribedStruct T>
Result<> read(T& out, const Value& value, const std::string& path);

template <class T>
Result<> read(std::optional<T>& out, const Value& value, const std::string& path)
{
    return read(out.emplace(), value, path); // null never comes here: it keeps the default
}

template <class T>
Result<> read(std::vector<T>& out, const Value& value, const std::string& path)
{
    const auto* array = value.if_array();
    if (!array) return mustBe(path, "a list");
    out.clear();
    out.reserve(array->size());
    for (const Value& element : *array) {
        const std::string at = path + "[" + std::to_string(out.size()) + "]";
        if (const auto done = read(out.emplace_back(), element, at); !done) return done.error();
    }
    return {};
}

template <DescribedStruct T>
Result<> read(T& out, const Value& value, const std::string& path)
{
    const auto* object = value.if_object();
    if (!object) return mustBe(path, "an object");
    Result<> result;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        if (!result) return;
        const Value* found = object->if_contains(member.name);
        if (!found || found->is_null()) return;
        result = read(out.*member.pointer, *found, path + "." + member.name);
    });
    return result;
}

template <class T>
struct IsOptional : std::false_type {
};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
};

template <class T>
Value write(const std::vector<T>& values)
{
    Array array;
    array.reserve(values.size());
    for (const T& each : values) array.push_back(encode(each));
    return array;
}

template <DescribedStruct T>
Value write(const T& value)
{
    Object object;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        const auto& field = value.*member.pointer;
        if constexpr (IsOptional<std::remove_cvref_t<decltype(field)>>::value) {
            if (field) object[member.name] = encode(*field);
        } else {
            object[member.name] = encode(field);
        }
    });
    return object;
}

template <DescribedEnum T>
Value write(T value)
{
    return Value(boost::describe::enum_to_string(value, ""));
}

inline Value write(const std::string& value)
{
    return Value(value);
}
inline Value write(bool value)
{
    return Value(value);
}
inline Value write(std::int64_t value)
{
    return Value(value);
}
/// Whole numbers without a fraction: Boost would write 1000 as 1E3.
Value write(double value);

} // namespace detail

template <class T>
Value encode(const T& value)
{
    return detail::write(value);
}

template <class T>
Result<T> decode(const Value& value, const std::string& path)
{
    T out{};
    if (value.is_null()) return out;
    if (const auto done = detail::read(out, value, path); !done) return done.error();
    return out;
}

} // namespace roost::json
