// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"
#include "shared/explanations/explanations.h"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// What happened to mail, in plain words; see shared/explanations.
struct Explanation {
    std::string id;
    std::string title;         // a few words
    std::string what_happened; // sentences, English
    explanations::Who who = explanations::Who::nobody;
    std::string what_to_do; // sentences, English
    bool operator==(const Explanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (id, title, what_happened, who, what_to_do))

/// explanation_list: everything that `explanation` of other replies can name.
struct ExplanationList {
    static constexpr std::string_view Method = "explanation_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::vector<Explanation> explanations;
        BOOST_DESCRIBE_CLASS(Reply, (), (explanations), (), ())
    };
};

} // namespace roost::api
