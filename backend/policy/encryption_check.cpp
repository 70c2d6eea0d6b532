// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/encryption_check.h"

#include "shared/base/text.h"

namespace roost::policy {
namespace {

using HeaderKind = mail::HeaderPiece::Kind;
using PartKind = mail::PartPiece::Kind;

constexpr std::size_t SliceOctets = 16 * 1024; // decoded at a time: bounds the scratch strings
constexpr std::size_t MaxPartHeaderOctets = 16 * 1024;
constexpr std::size_t MaxTextOctets = 512; // what we look for has at most 26, and blanks around

bool isJoinRequest(std::string_view step)
{
    return step == "vc-request" || step == "vg-request";
}

} // namespace

EncryptionCheck::EncryptionCheck(const BodyFacts& facts, Direction direction)
    : armor_(direction == Direction::incoming)
{
    if (!facts.type || facts.type->type != "multipart" || facts.type->boundary.empty()) return;
    default_is_text_ = facts.type->subtype != "digest";
    parts_.emplace(facts.type->boundary);
    if (facts.type->subtype == "encrypted")
        wanted_ = Wanted::encrypted;
    else if (isJoinRequest(facts.secure_join))
        wanted_ = Wanted::join_request;
}

void EncryptionCheck::feed(std::string_view octets)
{
    for (; !octets.empty() && wanted_ != Wanted::nothing;
         octets.remove_prefix(std::min(SliceOctets, octets.size())))
        readBody(octets.substr(0, SliceOctets));
}

bool EncryptionCheck::finish() const
{
    const std::size_t expected = wanted_ == Wanted::encrypted ? 2 : 1;
    return wanted_ != Wanted::nothing && parts_->closed() && part_count_ == expected;
}

void EncryptionCheck::readBody(std::string_view octets)
{
    for (bool sound = true; sound;) {
        const auto piece = parts_->next(octets);
        switch (piece.kind) {
        case PartKind::more: return;
        case PartKind::begin: sound = beginPart(); break;
        case PartKind::body: sound = feedPart(piece.octets); break;
        case PartKind::end: sound = endPart(); break;
        case PartKind::closed: break;
        case PartKind::malformed: sound = false; break;
        }
    }
    wanted_ = Wanted::nothing;
}

bool EncryptionCheck::beginPart()
{
    ++part_count_;
    role_ = Role::header;
    part_header_.emplace(MaxPartHeaderOctets);
    part_type_.reset();
    part_encoding_.reset();
    text_.clear();
    return part_count_ <= (wanted_ == Wanted::encrypted ? 2 : 1);
}

bool EncryptionCheck::feedPart(std::string_view octets)
{
    if (role_ == Role::header && !feedPartHeader(octets)) return false;
    return octets.empty() || feedContent(octets);
}

/// Reads fields up to the empty line; leaves the content in `octets`.
bool EncryptionCheck::feedPartHeader(std::string_view& octets)
{
    for (;;) {
        const auto piece = part_header_->next(octets);
        if (piece.kind == HeaderKind::more) return true;
        if (piece.kind == HeaderKind::end) return endPartHeader();
        if (piece.kind != HeaderKind::field || !acceptField(piece.octets)) return false;
    }
}

bool EncryptionCheck::acceptField(std::string_view octets)
{
    const auto field = mail::splitField(octets);
    if (equalNoCase(field.name, "Content-Type")) {
        auto type = mail::parseContentType(field.value);
        if (!type || part_type_) return false;
        part_type_ = std::move(*type);
    } else if (equalNoCase(field.name, "Content-Transfer-Encoding")) {
        const auto encoding = mail::parseTransferEncoding(field.value);
        if (!encoding || part_encoding_) return false;
        part_encoding_ = *encoding;
    }
    return true;
}

/// Whether this is the part that must stand here, and how it is to be read.
bool EncryptionCheck::endPartHeader()
{
    decoder_.emplace(part_encoding_.value_or(mail::TransferEncoding::identity));
    if (wanted_ == Wanted::join_request) {
        role_ = Role::request;
        return part_type_ ? part_type_->is("text", "plain") : default_is_text_;
    }
    if (!part_type_ || part_type_->type != "application") return false;
    role_ = part_count_ == 1 ? Role::version : Role::armor;
    return part_type_->subtype == (part_count_ == 1 ? "pgp-encrypted" : "octet-stream");
}

bool EncryptionCheck::feedContent(std::string_view octets)
{
    if (!decoder_->isIdentity()) {
        decoded_.clear();
        if (!decoder_->feed(octets, decoded_)) return false;
        octets = decoded_;
    }
    if (role_ == Role::armor) {
        dearmored_.clear();
        return armor_.feed(octets, dearmored_) && packets_.feed(dearmored_);
    }
    text_.append(octets);
    return text_.size() <= MaxTextOctets;
}

bool EncryptionCheck::endPart()
{
    // A part without the empty line has no content, and none of the parts we want is empty.
    if (role_ == Role::header || !decoder_->finish()) return false;
    switch (role_) {
    case Role::version: return trimmed(text_) == "Version: 1";
    case Role::armor: return armor_.finish() && packets_.finish();
    case Role::request: {
        const auto text = lower(trimmed(text_));
        return text.starts_with("secure-join: ") && isJoinRequest(text.substr(13));
    }
    case Role::header: break;
    }
    return false;
}

} // namespace roost::policy
