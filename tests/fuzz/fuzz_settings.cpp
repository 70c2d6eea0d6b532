// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a setting up to the first LF, then text for it. What is taken is written so that it
// reads as the same; what is refused changes nothing. The same text for every other setting, too.
#include "shared/settings/schema.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <string>

using namespace roost;
using settings::Values;

namespace {

void checkSetting(std::string_view name, std::string_view text)
{
    Values values;
    const auto done = settings::apply(values, name, text);
    if (!done) {
        check(values == Values(), "a refusal changes nothing");
        const Code expected = settings::find(name) ? Code::invalid : Code::not_found;
        check(done.error().code == expected && !done.error().detail.empty(), "and says why");
        return;
    }
    const std::string kept = settings::textOf(values, name);
    Values again;
    check(settings::apply(again, name, kept).has_value() && again == values, "reads back");
    check(settings::textOf(again, name) == kept, "is written the same");
    (void)settings::checkTogether(values);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto input = asText(data, size);
    const auto end = std::min(input.find('\n'), input.size());
    const std::string name(input.substr(0, end));
    const std::string text(input.substr(std::min(end + 1, input.size())));
    checkSetting(name, text);
    for (const settings::Spec& spec : settings::schema()) checkSetting(spec.name, text);
    const auto stored = settings::fromStored({{name, text}});
    check(stored.problems.size() <= 1, "one problem at most");
    check(stored.problems.empty() || stored.values == Values(), "then the default stands");
    return 0;
}
