global using Gyrus.IO.Tests;
global using Gyrus.Testing;
global using Xunit;
