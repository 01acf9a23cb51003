package registering

import "secondstory/backend/domain/fault"

// Knows says how surely a file is one of incidents, by its content: 0 not at all, 100
// certainly. Faults file.*.
func (s *Service) Knows(path string) (sure int, err error) {
	in, name, done, err := s.Files.Open(path)
	if err != nil {
		return 0, err
	}
	defer done() //nolint:errcheck // it was only read
	reader, err := s.reader(name, in, "")
	if fault.Is(err, fault.Invalid) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return reader.Sniff(name, in), nil
}
