// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/message_check.h"

#include "backend/mail/from_field.h"
#include "shared/base/text.h"

namespace roost::policy {
namespace {

using Kind = mail::HeaderPiece::Kind;

Refusal malformedHeader(std::string_view why)
{
    return {554, "5.6.0 " + std::string(why), false};
}

Refusal unencryptedMail()
{
    return {523, "Encryption Needed: Invalid Unencrypted Mail", true};
}

} // namespace

std::string_view MessageCheck::feed(std::string_view octets, std::string& cleaned)
{
    if (!body_ && !refusal_) readHeader(octets, cleaned);
    if (!mayPass()) return {};
    cleaned.append(octets);
    body_->feed(octets);
    // What comes now cannot mend it: nothing more needs to be kept.
    if (!body_->mayPass() && !isException()) refuse(unencryptedMail());
    return octets;
}

std::unique_ptr<Refusal> MessageCheck::finish(std::string& cleaned)
{
    while (!body_ && !refusal_) take(header_.finish(), cleaned);
    if (!refusal_ && !body_->finish() && !isException()) refuse(unencryptedMail());
    return std::move(refusal_);
}

void MessageCheck::refuse(Refusal why)
{
    refusal_ = std::make_unique<Refusal>(std::move(why));
    drop();
}

std::size_t MessageCheck::heldOctets() const
{
    if (refusal_) return 0;
    std::size_t octets = body_ ? 0 : header_.heldOctets();
    for (const SingleField* field : {&from_, &content_type_, &transfer_encoding_, &secure_join_})
        octets += field->value().size();
    return octets;
}

void MessageCheck::readHeader(std::string_view& octets, std::string& cleaned)
{
    while (take(header_.next(octets), cleaned)) {
    }
    if (mayPass()) cleaned.append("\r\n");
}

/// Whether more of the header may follow.
bool MessageCheck::take(const mail::HeaderPiece& piece, std::string& cleaned)
{
    switch (piece.kind) {
    case Kind::field: {
        const auto field = mail::splitField(piece.octets);
        note(field);
        takeField(field, piece.octets, cleaned);
        return true;
    }
    case Kind::end: beginBody(); break;
    case Kind::too_long: refuse(malformedHeader("Message header too long")); break;
    case Kind::malformed: refuse(malformedHeader("Malformed message header")); break;
    case Kind::more: break;
    }
    return false;
}

void MessageCheck::note(const mail::Field& field)
{
    const auto is = [&](std::string_view other) { return equalNoCase(field.name, other); };
    if (is("From")) from_.add(field.value);
    if (is("Content-Type")) content_type_.add(field.value);
    if (is("Content-Transfer-Encoding")) transfer_encoding_.add(field.value);
    if (is("Secure-Join")) secure_join_.add(field.value);
}

void MessageCheck::beginBody()
{
    type_ = bodyType();
    endHeader();
    const BodyFacts facts{type_, secure_join_.isUnique() ? secure_join_.value() : std::string()};
    body_.emplace(facts, direction_);
    // What no body can mend is known now: nothing of it needs to be kept.
    if (!refusal_ && !body_->mayPass() && !isException()) refuse(unencryptedMail());
}

/// A multipart is never encoded itself (RFC 2045 §6.4), but some readers would decode it.
std::optional<mail::ContentType> MessageCheck::bodyType() const
{
    const auto encoding = mail::parseTransferEncoding(transfer_encoding_.value());
    if (transfer_encoding_.isRepeated() || !encoding
        || *encoding != mail::TransferEncoding::identity || !content_type_.isUnique())
        return std::nullopt;
    auto parsed = mail::parseContentType(content_type_.value());
    if (!parsed) return std::nullopt;
    return std::move(*parsed);
}

std::optional<mail::Address> MessageCheck::from()
{
    auto found = mail::parseFrom(from_.value());
    if (from_.isUnique() && found && found->count == 1) return std::move(found->first);
    refuse({500, "Invalid FROM header", false});
    return std::nullopt;
}

} // namespace roost::policy
