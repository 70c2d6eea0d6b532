// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/certificate_fault.h"

#include <openssl/x509_vfy.h>

#include <string>

namespace roost::net {
namespace {

class CertificateCategory final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "certificate"; }
    std::string message(int value) const override
    {
        switch (static_cast<CertificateFault>(value)) {
        case CertificateFault::expired: return "its certificate has expired or is not valid yet";
        case CertificateFault::wrong_name: return "its certificate is for another name";
        case CertificateFault::unknown_issuer: return "nobody we trust has issued its certificate";
        case CertificateFault::not_announced: return "its certificate is not the one in DNS";
        case CertificateFault::invalid: break;
        }
        return "its certificate is not valid";
    }
};

} // namespace

const boost::system::error_category& certificateCategory()
{
    static const CertificateCategory category;
    return category;
}

CertificateFault certificateFault(long verify_result)
{
    switch (verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return CertificateFault::expired;
    case X509_V_ERR_HOSTNAME_MISMATCH: return CertificateFault::wrong_name;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_UNTRUSTED: return CertificateFault::unknown_issuer;
    default: return CertificateFault::invalid;
    }
}

} // namespace roost::net
