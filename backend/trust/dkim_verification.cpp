// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/trust/dkim_verification.h"

#include "backend/trust/dkim_body.h"
#include "backend/trust/dkim_record.h"
#include "backend/trust/dkim_selection.h"
#include "shared/base/text.h"

#include <algorithm>
#include <optional>

namespace roost::trust {
namespace {

constexpr std::size_t MaxTexts = 3; // of one answer (protocol.md D14)
constexpr UnixSeconds ClockTolerance = 300;

using Keys = std::map<std::string, DkimAnswer>;

struct Judgement {
    DkimVerdict verdict = DkimVerdict::fail;
    std::string why;
};

std::string timeProblem(const DkimSignature& signature, UnixSeconds now)
{
    if (signature.expires_at && *signature.expires_at + ClockTolerance < now)
        return "the signature has expired";
    if (signature.signed_at && *signature.signed_at > now + ClockTolerance)
        return "the signature is of the future";
    return {};
}

/// Whether one of the first texts holds the key that made the signature.
Judgement withTexts(const std::vector<std::string>& texts, const ExaminedSignature& one)
{
    Judgement judgement{DkimVerdict::fail, "the DNS holds no DKIM key there"};
    for (std::size_t i = 0; i < std::min(texts.size(), MaxTexts); ++i) {
        const auto checked = checkWithRecord(texts[i], one.signature, one.header_hash);
        if (checked) return {DkimVerdict::pass, {}};
        // A text that is no key says less than a key that is wrong.
        if (i == 0 || checked.error().code != Code::invalid) judgement.why = checked.error().detail;
    }
    return judgement;
}

Judgement judge(const ExaminedSignature& one, const Keys& keys, UnixSeconds now)
{
    if (!one.problem.empty()) return {DkimVerdict::fail, one.problem};
    auto problem = timeProblem(one.signature, now);
    if (!problem.empty()) return {DkimVerdict::fail, std::move(problem)};
    const auto answer = keys.find(one.signature.keyName());
    if (answer == keys.end() || answer->second.status == DkimAnswer::Status::failed)
        return {DkimVerdict::unknown, "the key could not be asked for"};
    if (answer->second.status == DkimAnswer::Status::missing) return withTexts({}, one);
    return withTexts(answer->second.texts, one);
}

} // namespace

struct DkimVerification::State {
    std::string from_domain;
    DkimSelection selection;
    std::string passed_signature;
    std::unique_ptr<DkimHashes> hashes; // while the body is read
    std::size_t header_octets = 0;      // that they hold
    DkimBodyGuard guard;
    std::optional<CanonicalLength> simple_length; // when a signature has l=
    std::optional<CanonicalLength> relaxed_length;

    void hash(std::string_view octets);
    void endBody();
    std::string bodyProblem(const DkimSignature& signature, std::string_view body_hash) const;
    void refuseAll(std::string_view why);
};

void DkimVerification::State::hash(std::string_view octets)
{
    hashes->body(octets);
    if (simple_length) simple_length->add(octets);
    if (relaxed_length) relaxed_length->add(octets);
}

void DkimVerification::State::endBody()
{
    if (!hashes) return;
    if (!guard.admitsEnd()) return refuseAll(guard.why());
    hash(guard.missingEnd());
    hashes->finish();
    for (std::size_t i = 0; i < selection.examined.size(); ++i) {
        ExaminedSignature& one = selection.examined[i];
        auto hashed = hashes->of(i);
        if (!hashed) {
            one.problem = "the signature cannot be read";
            continue;
        }
        one.problem = bodyProblem(one.signature, hashed->body);
        one.header_hash = std::move(hashed->header);
    }
    hashes.reset();
}

std::string DkimVerification::State::bodyProblem(const DkimSignature& signature,
                                                 std::string_view body_hash) const
{
    if (body_hash != signature.body_hash) return "the body has been changed";
    if (!signature.length) return {};
    const auto& covered = signature.is_body_relaxed ? relaxed_length : simple_length;
    // We differ: RFC 6376 §8.2 lets octets be added behind l=.
    return *signature.length == covered->octets() ? "" : "it does not cover the whole body";
}

void DkimVerification::State::refuseAll(std::string_view why)
{
    selection.why = why;
    selection.examined.clear();
    hashes.reset();
}

DkimVerification::DkimVerification(std::string from_domain) : state_(std::make_unique<State>())
{
    state_->from_domain = lower(from_domain);
}

DkimVerification::~DkimVerification() = default;
DkimVerification::DkimVerification(DkimVerification&&) noexcept = default;
DkimVerification& DkimVerification::operator=(DkimVerification&&) noexcept = default;

std::vector<DkimQuestion> DkimVerification::header(std::string_view header)
{
    State& state = *state_;
    const auto fields = headerFields(header);
    if (!fields) {
        state.selection.signature_fields = 1; // nobody knows
        state.selection.why = "the header is malformed or too long";
        return {};
    }
    state.selection = selectSignatures(*fields, state.from_domain);
    std::vector<DkimQuestion> questions;
    for (const ExaminedSignature& one : state.selection.examined) {
        const DkimQuestion question{one.signature.keyName()};
        if (std::ranges::find(questions, question) == questions.end())
            questions.push_back(question);
        if (!one.signature.length) continue;
        state.simple_length.emplace(false);
        state.relaxed_length.emplace(true);
    }
    if (questions.empty()) return questions;
    const auto inputs = hashInputs(*fields, state.selection.examined);
    state.hashes = std::make_unique<DkimHashes>(inputs);
    state.header_octets = header.size();
    return questions;
}

void DkimVerification::body(std::string_view octets)
{
    State& state = *state_;
    if (!state.hashes) return;
    if (state.guard.admits(octets))
        state.hash(octets);
    else
        state.refuseAll(state.guard.why());
}

/// libopendkim keeps the buffer of the longest line, for each way to hash.
std::size_t DkimVerification::heldOctets() const
{
    const State& state = *state_;
    if (!state.hashes) return 0;
    return state.header_octets + state.selection.examined.size() * state.guard.longestLine();
}

DkimVerdict DkimVerification::finish(const Keys& keys, UnixSeconds now)
{
    State& state = *state_;
    state.endBody();
    if (state.selection.signature_fields == 0) {
        state.selection.why = "there is no signature";
        return DkimVerdict::none;
    }
    Judgement best{DkimVerdict::fail, state.selection.why};
    for (const ExaminedSignature& one : state.selection.examined) {
        const Judgement judgement = judge(one, keys, now);
        if (best.verdict != DkimVerdict::unknown || judgement.verdict == DkimVerdict::pass)
            best = judgement;
        if (best.verdict != DkimVerdict::pass) continue;
        state.passed_signature = one.signature.signature;
        break;
    }
    state.selection.why = best.why;
    return best.verdict;
}

std::string DkimVerification::passedSignature() const
{
    return state_->passed_signature;
}

std::string DkimVerification::why() const
{
    return state_->selection.why;
}

} // namespace roost::trust
