using Federation.Hosting;

namespace Federation.Partners;

/// <summary>The coins of the brands.</summary>
internal sealed partial class CoinService(PartnersDb db, PageTokens tokens, TimeProvider time)
    : V1.CoinService.CoinServiceBase;
