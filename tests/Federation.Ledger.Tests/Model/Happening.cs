using System.Globalization;
using System.Text;
using Federation.Ledger.V1;

namespace Federation.Ledger.Tests.Model;

/// <summary>What happens in a history.</summary>
internal abstract record Happening;
