// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/armor_reader.h"
#include "backend/mail/content_type.h"
#include "backend/mail/header_reader.h"
#include "backend/mail/packet_reader.h"
#include "backend/mail/part_reader.h"
#include "backend/mail/transfer_decoder.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace roost::policy {

/// What the header of a message says about its body. Values without folds.
struct BodyFacts {
    std::optional<mail::ContentType> type; // null: missing, malformed or ambiguous
    std::string secure_join;               // of the one Secure-Join field; else empty
};

/// Judges the body of a message while it streams by, in bounded memory and linear time: is it
/// OpenPGP-encrypted (RFC 3156; protocol.md D5-D7) or a securejoin request (D8)?
class EncryptionCheck {
public:
    /// Who is judged: from our own users armor must be as their software writes it, without a
    /// Version line; other relays' is taken with one.
    enum class Direction { outgoing, incoming };

    EncryptionCheck(const BodyFacts& facts, Direction direction);
    /// The next octets of the body, in any chunking; lines end in CRLF.
    void feed(std::string_view octets);
    /// Whether some end of the body would still let the message pass.
    bool mayPass() const { return wanted_ != Wanted::nothing; }
    /// There are no more; whether the message may pass.
    bool finish() const;

private:
    enum class Wanted { nothing, encrypted, join_request };
    /// What the octets of the current part are.
    enum class Role { header, version, armor, request };

    void readBody(std::string_view octets);
    bool beginPart();
    bool feedPart(std::string_view octets);
    bool feedPartHeader(std::string_view& octets);
    bool acceptField(std::string_view octets);
    bool endPartHeader();
    bool feedContent(std::string_view octets);
    bool endPart();

    Wanted wanted_ = Wanted::nothing;
    std::optional<mail::PartReader> parts_;
    std::size_t part_count_ = 0;
    bool default_is_text_ = true; // of a part without Content-Type, RFC 2046 §5.1.5

    Role role_ = Role::header;
    std::optional<mail::HeaderReader> part_header_;
    std::optional<mail::ContentType> part_type_;
    std::optional<mail::TransferEncoding> part_encoding_;
    std::optional<mail::TransferDecoder> decoder_;
    std::string text_; // of the version part or the request, bounded
    mail::ArmorReader armor_;
    mail::PacketReader packets_;
    std::string decoded_; // scratch: of one slice, kept to keep its memory
    std::string dearmored_;
};

} // namespace roost::policy
