// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/settings/schema.h"

#include "shared/settings/schema_parts.h"

#include <algorithm>

namespace roost::settings {

std::span<const Spec> schema()
{
    static const auto all = [] {
        std::vector<Spec> specs;
        for (const auto part : {relaySchema(), federationSchema(), serviceSchema()})
            specs.insert(specs.end(), part.begin(), part.end());
        return specs;
    }();
    return all;
}

const Spec* find(std::string_view name)
{
    const auto all = schema();
    const auto found = std::ranges::find(all, name, &Spec::name);
    return found == all.end() ? nullptr : &*found;
}

} // namespace roost::settings
