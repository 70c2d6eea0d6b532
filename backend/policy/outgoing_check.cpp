// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/outgoing_check.h"

#include "backend/mail/content_type.h"
#include "backend/mail/from_field.h"
#include "backend/mail/header_reader.h"
#include "backend/policy/encryption_check.h"
#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace roost::policy {
namespace {

using Kind = mail::HeaderPiece::Kind;

constexpr std::size_t MaxHeaderOctets = 256 * 1024;
constexpr std::size_t MaxShownAddress = 150; // of a reply, RFC 5321 §4.5.3.1.5: 512 in all

// They tell where a user is and what software runs there.
constexpr std::array<std::string_view, 4> DeletedFields = {"Received", "X-Originating-IP",
                                                           "X-Mailer", "User-Agent"};
constexpr std::string_view SetupSubject = "Autocrypt Setup Message";

Refusal malformedHeader(std::string_view why)
{
    return {554, "5.6.0 " + std::string(why), false};
}

Refusal unencryptedMail()
{
    return {523, "Encryption Needed: Invalid Unencrypted Mail", true};
}

/// For a reply: what a client wrote goes back to it, but never breaks the line.
std::string shown(std::string_view address)
{
    std::string text(address.substr(0, MaxShownAddress));
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

/// A field that may stand once; a second one makes it worthless, since readers would not agree.
class SingleField {
public:
    void add(std::string_view value)
    {
        if (++count_ == 1) value_ = mail::unfolded(value);
    }
    bool isUnique() const { return count_ == 1; }
    bool isRepeated() const { return count_ > 1; }
    const std::string& value() const { return value_; }

private:
    std::size_t count_ = 0;
    std::string value_;
};

} // namespace

struct OutgoingCheck::State {
    State(std::string login, std::vector<mail::Address> envelope)
        : sender(std::move(login)), recipients(std::move(envelope))
    {
    }
    void readHeader(std::string_view& octets, std::string& cleaned);
    bool take(const mail::HeaderPiece& piece, std::string& cleaned);
    void takeField(std::string_view octets, std::string& cleaned);
    void endHeader();
    void checkFrom();
    std::optional<mail::ContentType> bodyType() const;
    bool isSetupMessage() const;
    void refuse(Refusal why) { refusal = std::make_unique<Refusal>(std::move(why)); }

    std::string sender;
    std::vector<mail::Address> recipients;
    mail::HeaderReader header{MaxHeaderOctets};
    SingleField from;
    SingleField subject;
    SingleField content_type;
    SingleField transfer_encoding;
    SingleField secure_join;
    std::optional<mail::ContentType> type;
    std::optional<EncryptionCheck> body; // from the end of the header on
    std::unique_ptr<Refusal> refusal;
};

OutgoingCheck::OutgoingCheck(std::string sender, std::vector<mail::Address> recipients)
    : state_(std::make_unique<State>(std::move(sender), std::move(recipients)))
{
}

OutgoingCheck::OutgoingCheck(OutgoingCheck&&) noexcept = default;
OutgoingCheck& OutgoingCheck::operator=(OutgoingCheck&&) noexcept = default;
OutgoingCheck::~OutgoingCheck() = default;

void OutgoingCheck::feed(std::string_view octets, std::string& cleaned)
{
    State& state = *state_;
    if (!state.body && !state.refusal) state.readHeader(octets, cleaned);
    if (!state.body || state.refusal || octets.empty()) return;
    cleaned.append(octets);
    state.body->feed(octets);
}

std::unique_ptr<Refusal> OutgoingCheck::finish(std::string& cleaned)
{
    State& state = *state_;
    while (!state.body && !state.refusal) state.take(state.header.finish(), cleaned);
    if (!state.refusal && !state.body->finish() && !state.isSetupMessage())
        state.refuse(unencryptedMail());
    return std::move(state.refusal);
}

std::size_t OutgoingCheck::heldOctets() const
{
    const State& state = *state_;
    if (state.refusal) return 0;
    std::size_t octets = state.body ? 0 : state.header.heldOctets();
    for (const SingleField* field : {&state.from, &state.subject, &state.content_type,
                                     &state.transfer_encoding, &state.secure_join})
        octets += field->value().size();
    return octets;
}

void OutgoingCheck::State::readHeader(std::string_view& octets, std::string& cleaned)
{
    while (take(header.next(octets), cleaned)) {
    }
    if (body && !refusal) cleaned.append("\r\n");
}

/// Whether more of the header may follow.
bool OutgoingCheck::State::take(const mail::HeaderPiece& piece, std::string& cleaned)
{
    switch (piece.kind) {
    case Kind::field: takeField(piece.octets, cleaned); return true;
    case Kind::end: endHeader(); break;
    case Kind::too_long: refuse(malformedHeader("Message header too long")); break;
    case Kind::malformed: refuse(malformedHeader("Malformed message header")); break;
    case Kind::more: break;
    }
    return false;
}

void OutgoingCheck::State::takeField(std::string_view octets, std::string& cleaned)
{
    const auto field = mail::splitField(octets);
    const auto is = [&](std::string_view other) { return equalNoCase(field.name, other); };
    if (std::ranges::any_of(DeletedFields, is)) return;
    if (is("Subject")) {
        subject.add(field.value);
        cleaned.append("Subject: [...]\r\n");
        return;
    }
    if (is("From")) from.add(field.value);
    if (is("Content-Type")) content_type.add(field.value);
    if (is("Content-Transfer-Encoding")) transfer_encoding.add(field.value);
    if (is("Secure-Join")) secure_join.add(field.value);
    cleaned.append(octets);
}

void OutgoingCheck::State::endHeader()
{
    checkFrom();
    type = bodyType();
    const BodyFacts facts{type, secure_join.isUnique() ? secure_join.value() : std::string()};
    body.emplace(facts, EncryptionCheck::Direction::outgoing);
}

/// Null unless every reader would take the body apart alike: a multipart is never encoded itself
/// (RFC 2045 §6.4), but some readers would decode it.
std::optional<mail::ContentType> OutgoingCheck::State::bodyType() const
{
    const auto encoding = mail::parseTransferEncoding(transfer_encoding.value());
    if (transfer_encoding.isRepeated() || !encoding || *encoding != mail::TransferEncoding::identity
        || !content_type.isUnique())
        return std::nullopt;
    auto parsed = mail::parseContentType(content_type.value());
    if (!parsed) return std::nullopt;
    return std::move(*parsed);
}

void OutgoingCheck::State::checkFrom()
{
    const auto found = mail::parseFrom(from.value());
    if (!from.isUnique() || !found || found->count != 1)
        refuse({500, "Invalid FROM header", false});
    else if (found->first.key() != sender)
        refuse({500,
                "Invalid FROM <" + shown(found->first.text()) + "> for <" + shown(sender) + ">",
                false});
}

/// An Autocrypt Setup Message to oneself, which carries its encryption inside (D3).
bool OutgoingCheck::State::isSetupMessage() const
{
    return recipients.size() == 1 && recipients.front().key() == sender && subject.isUnique()
           && subject.value() == SetupSubject && type && type->is("multipart", "mixed");
}

} // namespace roost::policy
