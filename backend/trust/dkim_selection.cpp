// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_selection.h"

#include "shared/base/text.h"

#include <algorithm>
#include <unordered_map>

namespace roost::trust {
namespace {

constexpr std::size_t MaxExamined = 10; // RFC 6376 §6.1 asks for some limit
constexpr std::string_view SignatureName = "dkim-signature";

using Fields = std::vector<HeaderField>;
using Counts = std::unordered_map<std::string, std::size_t>;

std::size_t countOf(const DkimSignature& signature, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::count(signature.names, name));
}

std::size_t countOf(const Fields& fields, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::count(fields, name, &HeaderField::name));
}

bool coversSignatures(const ExaminedSignature& one)
{
    return countOf(one.signature, SignatureName) > 0;
}

/// The most fields of each name that one of the signatures covers.
Counts coveredFields(const std::deque<ExaminedSignature>& examined)
{
    Counts most;
    for (const ExaminedSignature& one : examined) {
        Counts counts;
        for (const std::string& name : one.signature.names) ++counts[name];
        for (const auto& [name, count] : counts) most[name] = std::max(most[name], count);
    }
    return most;
}

/// libopendkim keeps a line of the body for each length that is told.
bool hasLength(const std::deque<ExaminedSignature>& examined)
{
    return std::ranges::any_of(
        examined, [](const ExaminedSignature& one) { return one.signature.length.has_value(); });
}

void examine(const DkimTags& tags,
             std::size_t place,
             std::size_t from_count,
             DkimSelection& selection)
{
    auto signature = dkimSignature(tags);
    if (!signature)
        selection.why = signature.error().detail;
    else if (from_count == 0 || countOf(*signature, "from") < from_count)
        selection.why = "not every From is signed";
    else if (signature->length && hasLength(selection.examined))
        selection.why = "only one signature with l= is examined";
    else
        selection.examined.push_back({std::move(*signature), place, {}, {}});
}

} // namespace

DkimSelection selectSignatures(const Fields& fields, const std::string& from_domain)
{
    DkimSelection selection;
    selection.signature_fields = countOf(fields, SignatureName);
    const std::size_t from_count = countOf(fields, "from");
    std::size_t aligned = 0;
    for (std::size_t i = 0; i < fields.size() && aligned < MaxExamined; ++i) {
        if (fields[i].name != SignatureName) continue;
        const auto octets = fields[i].octets;
        const auto tags = dkimTags(octets.substr(octets.find(':') + 1));
        if (!tags || lower(tagOf(*tags, "d").value_or("")) != from_domain) continue;
        ++aligned;
        examine(*tags, i, from_count, selection);
    }
    if (aligned == 0) selection.why = "no signature is of the domain in From";
    // libopendkim hashes for every signature it gets to see, and to cover one it has to.
    if (selection.signature_fields > MaxExamined
        && std::erase_if(selection.examined, coversSignatures) > 0)
        selection.why = "it covers other signatures, of which there are too many";
    return selection;
}

std::vector<DkimInput> hashInputs(const Fields& fields,
                                  const std::deque<ExaminedSignature>& examined)
{
    Counts wanted = coveredFields(examined);
    const bool wants_others = wanted.contains(std::string(SignatureName));
    std::vector<DkimInput> inputs;
    auto next = examined.rbegin();
    // From the end: of fields with one name the last are covered first (RFC 6376 §5.4.2).
    for (std::size_t i = fields.size(); i-- > 0;) {
        const HeaderField& field = fields[i];
        const bool is_signature = field.name == SignatureName;
        if (next != examined.rend() && next->field == i) {
            inputs.push_back({field.octets, true, &next->signature});
            ++next;
        } else if (is_signature && wants_others) {
            inputs.push_back({field.octets, true, nullptr});
        } else if (const auto found = wanted.find(field.name);
                   !is_signature && found != wanted.end() && found->second > 0) {
            --found->second;
            inputs.push_back({field.octets, false, nullptr});
        }
    }
    std::ranges::reverse(inputs);
    return inputs;
}

} // namespace roost::trust
