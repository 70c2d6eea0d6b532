// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/methods.h"
#include "shared/json/codec.h"

#include <boost/core/demangle.hpp>

#include <map>
#include <optional>
#include <string>
#include <typeinfo>
#include <vector>

/// The tables of shared/api/README.md, made from the structs.
class InterfaceText {
public:
    InterfaceText()
    {
        boost::mp11::mp_for_each<
            boost::mp11::mp_transform<boost::mp11::mp_identity, roost::api::Methods>>(
            [&](auto each) { addMethod<typename decltype(each)::type>(); });
        typeText(static_cast<roost::api::Event*>(nullptr));
    }

    std::string methods() const
    {
        return "| method | least role | params | reply |\n|---|---|---|---|\n" + methods_;
    }

    std::string types() const
    {
        std::string text = "| type | fields, or values |\n|---|---|\n";
        for (const auto& [name, fields] : types_) text += "| `" + name + "` | " + fields + " |\n";
        return text;
    }

private:
    template <class M>
    void addMethod()
    {
        methods_ += "| `" + std::string(M::Method) + "` | "
                    + boost::describe::enum_to_string(M::Least, "") + " | "
                    + fields<typename M::Params>() + " | " + fields<typename M::Reply>() + " |\n";
    }

    template <class T>
    std::string fields()
    {
        std::string text;
        boost::mp11::mp_for_each<roost::json::Members<T>>([&](auto member) {
            using Field = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            text += (text.empty() ? "" : ", ") + std::string(member.name) + ": "
                    + typeText(static_cast<Field*>(nullptr));
        });
        return text.empty() ? "-" : text;
    }

    static std::string typeText(const bool*) { return "flag"; }
    static std::string typeText(const std::int64_t*) { return "whole"; }
    static std::string typeText(const double*) { return "number"; }
    static std::string typeText(const std::string*) { return "text"; }

    template <class T>
    std::string typeText(const std::optional<T>*)
    {
        return typeText(static_cast<T*>(nullptr)) + "?";
    }
    template <class T>
    std::string typeText(const std::vector<T>*)
    {
        return "[" + typeText(static_cast<T*>(nullptr)) + "]";
    }
    template <roost::json::DescribedEnum T>
    std::string typeText(const T*)
    {
        std::string values = roost::json::detail::namesOf<T>();
        return "`" + types_.emplace(nameOf<T>(), values).first->first + "`";
    }
    template <roost::json::DescribedStruct T>
    std::string typeText(const T*)
    {
        const std::string name = nameOf<T>();
        if (!types_.contains(name)) types_.emplace(name, fields<T>());
        return "`" + name + "`";
    }

    template <class T>
    static std::string nameOf()
    {
        const std::string full = boost::core::demangle(typeid(T).name());
        return full.substr(full.rfind(':') + 1);
    }

    std::string methods_;
    std::map<std::string, std::string> types_;
};
