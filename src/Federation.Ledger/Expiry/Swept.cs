using System.Security.Cryptography;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>What a sweep did.</summary>
/// <param name="Wallets">Wallets whose coins expired.</param>
/// <param name="Holds">Holds that were released.</param>
internal readonly record struct Swept(int Wallets, int Holds);
