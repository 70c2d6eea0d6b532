// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/signing.h"

namespace roost::app {

Result<Signer> signerFor(const settings::Values& values, const std::filesystem::path& data_dir)
{
    const std::string& domain = values.mail_domain;
    if (domain.empty() || domain.starts_with('[')) return Signer();
    auto key = trust::dkimKey(data_dir / "dkim", values.dkim_selector);
    if (!key) return key.error();
    return std::make_shared<const trust::DkimSigner>(std::move(*key), domain);
}

} // namespace roost::app
