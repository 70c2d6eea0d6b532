// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/address.h"
#include "backend/mail/content_type.h"
#include "backend/mail/header_reader.h"
#include "backend/policy/encryption_check.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roost::policy {

/// Why a message is refused. The reply on the wire is `code`, a space, `text`: clients look for
/// exactly `523 Encryption Needed: Invalid Unencrypted Mail` (protocol.md B16), so no enhanced
/// status code comes between. `text` is one line of printable ASCII, at most 400 octets.
struct Refusal {
    int code = 554;   // SMTP reply code
    std::string text; // "Encryption Needed: Invalid Unencrypted Mail", without the code
    bool unencrypted = false;
};

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

/// Judges a message while it streams by and cleans its header, in bounded memory and linear time:
/// what the checks of both directions share. The header may have 256 KiB. Only OpenPGP-encrypted
/// mail, a securejoin request, or what the direction excepts passes (protocol.md D5-D8).
///
/// Not thread-safe; the result is the same however the message is cut into chunks.
class MessageCheck {
public:
    virtual ~MessageCheck() = default;
    MessageCheck(const MessageCheck&) = delete;
    MessageCheck& operator=(const MessageCheck&) = delete;

    /// The next octets of the message (dot-unstuffed, lines end in CRLF); appends what is to be
    /// stored to `cleaned`. Returns those of them that are body. Octets after a refusal are taken
    /// and ignored.
    std::string_view feed(std::string_view octets, std::string& cleaned);

    /// The message is complete; null when it may pass. Appends what was held back to `cleaned`.
    std::unique_ptr<Refusal> finish(std::string& cleaned);

    /// The header is complete and nothing that has come is against the message.
    bool mayPass() const { return body_ && !refusal_; }

    /// What is held back, of a header whose sender takes its time: at most the header's limit.
    virtual std::size_t heldOctets() const;

protected:
    explicit MessageCheck(EncryptionCheck::Direction direction) : direction_(direction) {}

    /// One field of the header, all of it in `octets`: appends what is to be stored of it.
    virtual void
    takeField(const mail::Field& field, std::string_view octets, std::string& cleaned) = 0;
    /// The header is complete.
    virtual void endHeader() = 0;
    /// Whether the message may pass though it is not encrypted.
    virtual bool isException() const = 0;

    /// The message is refused: nothing that is held is needed any more.
    virtual void drop() {}

    void refuse(Refusal why);
    /// The one address in the one From; refuses the message when there is none.
    std::optional<mail::Address> from();
    /// From the end of the header on: null unless every reader would take the body apart alike.
    const std::optional<mail::ContentType>& type() const { return type_; }

private:
    void readHeader(std::string_view& octets, std::string& cleaned);
    bool take(const mail::HeaderPiece& piece, std::string& cleaned);
    void note(const mail::Field& field);
    void beginBody();
    std::optional<mail::ContentType> bodyType() const;

    static constexpr std::size_t MaxHeaderOctets = std::size_t{256} * 1024;
    const EncryptionCheck::Direction direction_;
    mail::HeaderReader header_{MaxHeaderOctets};
    SingleField from_;
    SingleField content_type_;
    SingleField transfer_encoding_;
    SingleField secure_join_;
    std::optional<mail::ContentType> type_;
    std::optional<EncryptionCheck> body_; // from the end of the header on
    std::unique_ptr<Refusal> refusal_;
};

} // namespace roost::policy
