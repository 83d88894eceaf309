using Federation.Hosting;

namespace Federation.Partners;

/// <summary>The merchants of the brands.</summary>
internal sealed partial class MerchantService(PartnersDb db, PageTokens tokens, TimeProvider time)
    : V1.MerchantService.MerchantServiceBase;
