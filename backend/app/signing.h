// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/trust/dkim_signer.h"
#include "shared/base/result.h"
#include "shared/settings/values.h"

#include <filesystem>
#include <memory>

namespace roost::app {

using Signer = std::shared_ptr<const trust::DkimSigner>;

/// Who signs what leaves a relay with these settings: nobody when it is not set up, or known only
/// by an IP address, which has no place in the DNS for a key. The key lies in `data_dir`/dkim, and
/// is made when there is none. Errors: as trust::dkimKey. Blocking.
Result<Signer> signerFor(const settings::Values& values, const std::filesystem::path& data_dir);

} // namespace roost::app
