// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/mail/base64_reader.h"
#include "backend/mail/content_type.h"

#include <string>
#include <string_view>

namespace roost::mail {

/// Undoes a Content-Transfer-Encoding (RFC 2045 §6) while the body streams by. Strict where readers
/// differ: foreign characters in base64 and a stray `=` in quoted-printable are failures.
class TransferDecoder {
public:
    explicit TransferDecoder(TransferEncoding encoding) : encoding_(encoding) {}
    /// Appends what `octets` decode to; false when they are malformed, and from then on.
    bool feed(std::string_view octets, std::string& decoded);
    /// There is no more; false when the text ended in the middle of something.
    bool finish() const;
    /// Octets are taken as they are: the caller may skip feed().
    bool isIdentity() const { return encoding_ == TransferEncoding::identity; }

private:
    bool feedBase64(std::string_view octets, std::string& decoded);
    bool feedQuoted(std::string_view octets, std::string& decoded);
    bool readEscape(char c, std::string& decoded);

    TransferEncoding encoding_;
    Base64Reader base64_;
    std::string escape_; // `=` and what followed it so far, at most three octets
    bool failed_ = false;
};

} // namespace roost::mail
