// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_fields.h"
#include "backend/trust/dkim_hashes.h"
#include "backend/trust/dkim_signature.h"

#include <deque>
#include <string>
#include <vector>

namespace roost::trust {

/// One signature of the From domain, on its way to a verdict.
struct ExaminedSignature {
    DkimSignature signature;
    std::size_t field = 0; // its place in the header
    std::string problem;   // that no key can mend
    std::string header_hash;
};

/// Which signatures of a message are looked at.
struct DkimSelection {
    std::deque<ExaminedSignature> examined; // in the order of the header; none moves when one goes
    std::size_t signature_fields = 0;       // also of other domains
    std::string why;                        // the last reason not to look at one
};

/// The sound ones among the first 10 signatures of `from_domain` (lower case).
DkimSelection selectSignatures(const std::vector<HeaderField>& fields,
                               const std::string& from_domain);

/// What libopendkim needs to hash for `examined`, which must outlive the result.
std::vector<DkimInput> hashInputs(const std::vector<HeaderField>& fields,
                                  const std::deque<ExaminedSignature>& examined);

} // namespace roost::trust
