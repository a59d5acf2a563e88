// Package vector holds the legal vectors: cases of law with an expected answer,
// each by its article, computed by the same rules the services use. Who reads a
// decree can check the program by them, and change an input to ask another
// question (`motcua vectors`).
//
// It does no I/O. Vectors that need data of their own come by a Provider.
package vector
